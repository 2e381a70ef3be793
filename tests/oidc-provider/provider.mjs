// A real OpenID provider with two people in it: An, a resident, and Fatma, who works at the desk.
// Started by tests/test_oidc.py: node provider.mjs <port>. Prints "ready" when it listens.
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);

const people = {
  // like ACM/IDM: no e-mail address for residents; the national number only to prove we drop it
  'acm-an': { given_name: 'An', family_name: 'Maes', rrn: '85730199773' },
  // like a provider that does verify addresses
  'mail-karim': {
    given_name: 'Karim',
    family_name: 'Aziz',
    email: 'karim@voorbeeld.be',
    email_verified: true,
  },
  'mail-unsure': {
    given_name: 'Onzeker',
    email: 'lies@lindeveld.example',
    email_verified: false,
  },
  'acm-fatma': {
    given_name: 'Fatma',
    family_name: 'Yildiz',
    vo_email: 'fatma@lindeveld.example',
    vo_orgcode: 'OVO001234',
    onthaal_rol_3d: ['Loket:OVO001234', 'Beheer:OVO009999'],
  },
  'acm-elsewhere': {
    given_name: 'Els',
    family_name: 'Elders',
    vo_email: 'els@elders.example',
    vo_orgcode: 'OVO009999',
    onthaal_rol_3d: ['Beheer:OVO009999'],
  },
  'acm-norights': {
    given_name: 'Noor',
    family_name: 'Rechten',
    vo_email: 'noor@lindeveld.example',
    vo_orgcode: 'OVO001234',
  },
};

const client = (id, path) => ({
  client_id: id,
  client_secret: `${id}-geheim-van-minstens-32-tekens`,
  redirect_uris: [process.env.CALLBACKS.replace('{}', path)],
  token_endpoint_auth_method: 'client_secret_basic',
});

const provider = new Provider(`http://localhost:${port}`, {
  clients: [client('inwoners-client', 'inwoners'), client('balie-client', 'medewerkers')],
  scopes: ['openid', 'profile', 'email', 'vo', 'rrn'],
  claims: {
    openid: ['sub', 'rrn'],
    profile: ['given_name', 'family_name'],
    email: ['email', 'email_verified'],
    vo: ['vo_email', 'vo_orgcode', 'onthaal_rol_3d'],
  },
  conformIdTokenClaims: false,
  cookies: { keys: ['only-for-tests'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) =>
    people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});

provider.listen(port, '127.0.0.1', () => console.log('ready'));
