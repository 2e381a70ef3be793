// The day of a crew: every deed goes through a queue on the telephone, so that it does not matter
// whether there is network. Without this script the same forms simply post.
import { deeds, enqueue, flush, forget, waits } from "../crew/queue.js";
import { Patience } from "../patience.js";
import { element, message, text } from "../report/dom.js";
import { shrink } from "../report/photos.js";

const root = document.querySelector("[data-crew-day]");
const user = Number(root?.dataset.user);
const news = root?.querySelector("[data-crew-news]");
const WORDS = {
  begin: "begin",
  stop: "pauze",
  foto: "foto",
  uitgevoerd: "klaar",
  "niet-uitgevoerd": "niet gelukt",
};

async function take(form) {
  const card = form.closest("[data-order]");
  const entries = [];
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken" || name === "key" || name === "at") continue;
    if (value instanceof File) {
      if (!value.size) continue;
      const small = await shrink(value);
      entries.push({ name, value: small, file: small.name });
    } else entries.push({ name, value });
  }
  const key = crypto.randomUUID();
  const at = Date.now();
  entries.push({ name: "key", value: key }, { name: "at", value: new Date(at).toISOString() });
  return {
    key,
    at,
    user,
    entries,
    url: new URL(form.action).pathname,
    act: form.dataset.act,
    order: card.dataset.order,
    title: card.querySelector("h2").textContent,
  };
}

// What must be there before it makes sense to keep it; the server judges again.
function lacking(form) {
  const reason = form.querySelector('select[name="reason"]');
  if (reason && !reason.value) return [reason, "Kies waarom het niet gelukt is."];
  const photos = form.dataset.act === "foto" && form.querySelector('input[type="file"]');
  if (photos && !photos.files.length) return [photos, "Kies of neem een foto."];
  for (const material of form.querySelectorAll('select[name^="material_"]')) {
    const quantity = form.elements[material.name.replace("material", "quantity")];
    if (material.value && !quantity.value) return [quantity, "Vul in hoeveel u gebruikte."];
  }
  return undefined;
}

function complain(control, words) {
  const field = control.closest(".field");
  field.querySelector(".field__error")?.remove();
  field.classList.add("field--error");
  const line = element("p", { class: "field__error", id: `${control.id}_error`, role: "alert" }, words);
  control.before(line);
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", line.id);
  control.focus();
}

async function submitted(event) {
  const form = event.target.closest("form[data-act]");
  if (!form || !crypto.randomUUID || !window.indexedDB) return;
  event.preventDefault();
  const missing = lacking(form);
  if (missing) return complain(...missing);
  let deed;
  try {
    deed = await take(form);
  } catch (problem) {
    return complain(form.querySelector('input[type="file"]'), problem.message);
  }
  try {
    await enqueue(deed);
  } catch {
    form.submit(); // no room on the telephone: then the old way
    return;
  }
  form.closest("details")?.removeAttribute("open");
  await sendNow();
  await show();
}

let busy;
const patience = new Patience(sendNow);
async function sendNow() {
  busy ??= flush().finally(() => {
    busy = undefined;
  });
  const sent = await busy.catch(() => 0);
  const isDone = !(await waits(user).catch(() => false));
  if (isDone) patience.over();
  else patience.again();
  // what stays to be told is told on the fresh page
  if (sent && isDone && navigator.onLine) location.reload();
  else if (sent) await show();
}

async function show() {
  let found;
  try {
    found = await deeds();
  } catch {
    return;
  }
  const mine = found.filter((deed) => deed.user === user);
  for (const slot of root.querySelectorAll("[data-waiting]")) slot.replaceChildren();
  news.replaceChildren(...mine.filter((deed) => deed.state !== "waiting").map(told));
  for (const card of root.querySelectorAll("[data-order]")) {
    const waiting = mine.filter(
      (deed) => deed.order === card.dataset.order && deed.state === "waiting",
    );
    if (waiting.length) pending(card, waiting);
  }
  const others = found.length - mine.length;
  if (others) news.append(message("warning", "users", text("Op dit toestel staat nog werk van een collega klaar. Dat vertrekt als die collega zich aanmeldt.")));
}

function pending(card, waiting) {
  const acts = waiting.map((deed) => deed.act);
  card.querySelector("[data-waiting]").append(
    message(
      "info",
      "clock",
      text(`Staat klaar op dit toestel: ${acts.map((act) => WORDS[act]).join(", ")}. Wij versturen het zodra er netwerk is.`),
    ),
  );
  const [begin, stop] = ["begin", "stop"].map((act) => card.querySelector(`[data-act="${act}"]`));
  const last = acts.filter((act) => act === "begin" || act === "stop").pop();
  if (last && begin && stop) {
    begin.hidden = last === "begin";
    stop.hidden = last !== "begin";
  }
  const isOver = acts.includes("uitgevoerd") || acts.includes("niet-uitgevoerd");
  const all = card.querySelector("[data-acts]");
  if (all) all.hidden = isOver;
  card.querySelector("[data-state]").textContent = isOver ? "Klaar om te versturen" : "Bezig";
}

function told(deed) {
  const seen = element("button", { type: "button", class: "button button--small button--secondary" }, "Begrepen");
  seen.addEventListener("click", async () => {
    await forget(deed.key);
    await show();
    (news.querySelector("button") || root.querySelector("h1")).focus?.();
  });
  const tail = deed.state === "conflict" ? " De planner kijkt na wat u stuurde." : "";
  return message(
    deed.state === "conflict" ? "warning" : "danger",
    "triangle-alert",
    element("p", {}, element("strong", {}, deed.title), ` (${WORDS[deed.act]}): ${deed.told}${tail}`),
    seen,
  );
}

// The page tells its service worker what it is made of.
async function keepPage() {
  const worker = (await navigator.serviceWorker.ready).active;
  const addresses = new Set([root.dataset.today ? location.pathname : undefined]);
  for (const { name } of performance.getEntriesByType("resource")) {
    const url = new URL(name);
    if (url.origin !== location.origin) continue;
    if (url.pathname.startsWith("/static/") || url.pathname.includes("/foto/")) addresses.add(url.pathname + url.search);
    if (url.pathname.endsWith(".css")) addresses.add(url.pathname + url.search);
  }
  for (const link of document.querySelectorAll('link[rel="stylesheet"], link[rel="modulepreload"], script[src]')) {
    const url = new URL(link.href || link.src);
    addresses.add(url.pathname + url.search);
  }
  addresses.delete(undefined);
  worker?.postMessage({ kind: "keep", addresses: [...addresses] });
}

function networkChanged() {
  root.querySelector("[data-no-network]").hidden = navigator.onLine;
  patience.over();
  if (navigator.onLine) sendNow();
}

if (root) {
  root.addEventListener("submit", submitted);
  addEventListener("online", networkChanged);
  addEventListener("offline", networkChanged);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sendNow();
  });
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data?.kind === "kept") root.dataset.kept = "1";
      if (data?.kind === "sent" && data.sent) location.reload();
    });
    navigator.serviceWorker.register(root.dataset.worker).then(keepPage, () => {});
  }
  networkChanged();
  show();
}
