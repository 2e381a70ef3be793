// Passkeys: the form asks the device, and then goes to the server like any other form.
// <form data-passkey="create | use | log-in"> with a hidden input "credential"; the options stand
// in <script id="passkey-options"> or, to log in, are fetched from the form's own address.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

const withBytes = (descriptors = []) =>
  descriptors.map((each) => ({ ...each, id: toBytes(each.id) }));

const forCreation = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  user: { ...options.user, id: toBytes(options.user.id) },
  excludeCredentials: withBytes(options.excludeCredentials),
});

const forUse = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  allowCredentials: withBytes(options.allowCredentials),
});

// not credential.toJSON(): some password managers hand over credentials without it
const readable = (credential) => {
  const { response } = credential;
  const parts = {};
  for (const name of [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
  ]) {
    if (response[name]) parts[name] = toText(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
};

const ask = {
  create: async () => {
    const { creation_options: options } = given();
    return navigator.credentials.create({ publicKey: forCreation(options.publicKey) });
  },
  use: async () => {
    const { request_options: options } = given();
    return navigator.credentials.get({ publicKey: forUse(options.publicKey) });
  },
  'log-in': async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(`options: ${answer.status}`);
    const { request_options: options } = await answer.json();
    return navigator.credentials.get({ publicKey: forUse(options.publicKey) });
  },
};

const given = () => JSON.parse(document.getElementById('passkey-options').textContent);

const words = (problem) => {
  if (problem.name === 'InvalidStateError') return 'Dit toestel heeft al een passkey voor u.';
  if (problem.name === 'SecurityError') {
    return 'Passkeys werken niet op dit webadres. Kies een andere manier.';
  }
  if (problem.name === 'NotAllowedError') return 'Dat is niet gelukt of gestopt. Probeer opnieuw.';
  return 'Dat is niet gelukt. Probeer opnieuw of kies een andere manier.';
};

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const error = form.querySelector('[data-passkey-error]');
    form.hidden = false;
    form.querySelector('[data-no-passkey]')?.remove();
    form.querySelector('[data-passkey-button]')?.removeAttribute('hidden');
    form.addEventListener(
      'submit',
      async (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        error.hidden = true;
        try {
          const credential = await ask[form.dataset.passkey](form);
          form.elements.namedItem('credential').value = readable(credential);
          form.submit();
        } catch (problem) {
          error.textContent = words(problem);
          error.hidden = false;
        }
      },
      { capture: true },
    );
  }
}
