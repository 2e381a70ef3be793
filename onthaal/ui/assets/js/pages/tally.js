// Counting on a tablet: every tap counts at once on the tablet, and travels when there is network.
// Each tap has its key, so sending one again is always safe. Without this script the same forms post.
import { element, message, text } from "../report/dom.js";
import { database } from "../report/store.js";

const root = document.querySelector("[data-tally]");
const { all, put, remove } = database("onthaal-turven", { taps: "key" });
const TELL_FOR = 8000;
const WORDS = { komt: "kwam binnen", begint: "begint", klaar: "is klaar", weg: "ging weg" };

// what stands on the tablet: visit key → {number, products, state, since, last}
const visits = new Map();
let count = Number(document.querySelector("[data-count]")?.textContent || 0);

function read(list) {
  visits.clear();
  for (const one of list) visits.set(one.act, { ...one, since: new Date(one.since).getTime() });
}

function fromPage() {
  read(
    [...root.querySelectorAll("[data-visit]")].map(({ dataset }) => ({
      act: dataset.visit,
      last: dataset.last,
      number: dataset.number,
      products: dataset.products,
      state: dataset.state,
      since: dataset.since,
    })),
  );
}

// What a tap changes on the tablet, before the server knows.
function apply(tap) {
  if (tap.kind === "komt") {
    visits.set(tap.visit, { act: tap.visit, last: tap.key, number: "", products: tap.products, state: "waiting", since: tap.at });
    count += 1;
    return;
  }
  const visit = visits.get(tap.visit);
  if (!visit) return;
  if (tap.kind === "begint") Object.assign(visit, { state: "serving", since: tap.at, last: tap.key });
  else if (tap.kind === "klaar" || tap.kind === "weg") visits.delete(tap.visit);
}

async function pending() {
  const found = await all("taps").catch(() => []);
  return found.filter((tap) => String(tap.user) === root.dataset.user).sort((one, other) => one.at - other.at);
}

async function tapped(event) {
  const form = event.target.closest("[data-tap-form]");
  if (!form || !crypto.randomUUID || !window.indexedDB) return;
  event.preventDefault();
  const button = event.submitter;
  const kind = button?.name === "kind" ? button.value : form.elements.kind.value;
  const visit = kind === "komt" ? crypto.randomUUID() : form.elements.visit.value;
  if (kind === "terug") return takeBack(visits.get(visit));
  const tap = {
    key: kind === "komt" ? visit : crypto.randomUUID(),
    kind,
    visit,
    at: Date.now(),
    user: root.dataset.user,
    place: root.dataset.place,
    product: kind === "komt" ? button.value : "",
    products: kind === "komt" ? button.dataset.words : visits.get(visit)?.products,
  };
  try {
    await put("taps", tap);
  } catch {
    form.submit();
    return;
  }
  const before = visits.has(visit) ? { ...visits.get(visit) } : undefined;
  apply(tap);
  show();
  if (kind === "komt") button.closest("details")?.removeAttribute("open");
  tell(tap, before);
  await busy;
  send();
}

// What the tablet shows again after a tap was taken back.
function revert(last, visit, before) {
  const now = visits.get(visit);
  if (last === visit) {
    visits.delete(visit);
    count -= 1;
  } else if (before) visits.set(visit, before);
  else if (now) Object.assign(now, { state: "waiting", last: visit });
}

// Undo: what did not leave yet, simply stays here; what did, is taken back on the server.
async function takeBack(visit, last = visit?.last, before = undefined) {
  if (!visit) return;
  await busy;
  revert(last, visit.act, before);
  show();
  const waiting = (await pending()).find((tap) => tap.key === last);
  if (waiting) await remove("taps", last);
  else {
    await put("taps", {
      key: crypto.randomUUID(),
      kind: "terug",
      undoes: last,
      visit: visit.act,
      at: Date.now(),
      user: root.dataset.user,
      place: root.dataset.place,
    });
  }
  news.replaceChildren();
  await busy;
  await send();
}

const news = root?.querySelector("[data-news]");
let quiet;
function tell(tap, before) {
  clearTimeout(quiet);
  const undo = element("button", { type: "button", class: "button button--small button--secondary" }, "Maak ongedaan");
  undo.addEventListener("click", () => takeBack({ act: tap.visit }, tap.key, before));
  news.replaceChildren(message("success", "check", text(`${tap.products} ${WORDS[tap.kind]}.`), undo));
  quiet = setTimeout(() => news.replaceChildren(), TELL_FOR);
}

let busy;
function send() {
  busy ??= flush().finally(() => {
    busy = undefined;
  });
  return busy;
}

// In order, one after the other; stops at the first that has no network.
async function flush() {
  const work = async () => {
    let waiting = await pending();
    // nothing to tell: then hear what another tablet counted
    if (!waiting.length) return document.hidden ? undefined : fresh();
    const session = await ask();
    if (!session || String(session.user) !== root.dataset.user) return offline(waiting.length);
    while (waiting.length) {
      const outcome = await post(waiting[0], session.token);
      if (outcome === "later") return offline(waiting.length);
      await remove("taps", waiting[0].key);
      waiting = await pending();
    }
    offline(0);
    await fresh();
  };
  if (navigator.locks) return navigator.locks.request("onthaal-turven", work);
  return work();
}

async function ask() {
  try {
    const answer = await fetch(root.dataset.state, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    return answer.ok && !answer.redirected ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

async function post(tap, token) {
  const body = new FormData();
  body.set("kind", tap.kind);
  body.set("visit", tap.visit);
  body.set("act", tap.undoes || tap.key);
  // the tablet's clock may be wrong; how long ago it was, is not
  body.set("age", String(Math.max(0, Date.now() - tap.at)));
  body.set("locatie", tap.place);
  if (tap.product) body.set("product", tap.product);
  let answer;
  try {
    answer = await fetch(root.dataset.tap, {
      method: "POST",
      body,
      redirect: "error",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    return "later";
  }
  if (answer.status === 201) return "sent";
  if (answer.status === 422) {
    const { error } = await answer.json();
    news.replaceChildren(message("danger", "triangle-alert", text(`${tap.products || "Deze tik"}: ${error}`)));
    return "refused";
  }
  return "later";
}

// How it stands according to the server, with what still waits here on top of it.
async function fresh() {
  const known = await ask();
  if (known) {
    read(known.visits);
    count = known.count;
    for (const tap of await pending()) apply(tap);
  }
  // a finger is on it: what it touches must still be there when it lifts
  if (!root.querySelector(":active")) show();
}

function offline(number) {
  const bar = root.querySelector("[data-offline]");
  bar.hidden = !number;
  bar.querySelector("[data-waiting]").textContent = number === 1 ? "1 tik" : `${number} tikken`;
}

const since = (moment) => {
  const minutes = Math.floor((Date.now() - moment) / 60_000);
  return minutes < 1 ? "net" : `${minutes} min`;
};

function show() {
  document.querySelector("[data-count]").textContent = String(count);
  const button = document.activeElement;
  const active = button?.closest("[data-visit]")?.dataset.visit;
  for (const state of ["waiting", "serving"]) {
    const found = [...visits.values()].filter((one) => one.state === state);
    root.querySelector(`[data-list="${state}"]`).replaceChildren(...found.sort((one, other) => one.since - other.since).map(card));
  }
  if (!active) return;
  const same = root.querySelector(`[data-visit="${active}"] button[value="${button.value}"]`);
  (same || root.querySelector(`[data-visit="${active}"] button`))?.focus();
}

function card(visit) {
  const one = element("li", { class: "tally__visit", "data-visit": visit.act });
  const waits = visit.state === "waiting";
  one.append(
    element("span", { class: "tally__who" }, element("strong", {}, visit.products), element("span", { class: "muted" }, [visit.number, since(visit.since)].filter(Boolean).join(" · "))),
  );
  const form = element("form", { class: "tally__acts", method: "post", action: root.dataset.tap, "data-tap-form": "" });
  form.append(
    element("input", { type: "hidden", name: "visit", value: visit.act }),
    element("button", { class: "button", name: "kind", value: waits ? "begint" : "klaar" }, waits ? "Begint" : "Klaar"),
    element("button", { class: "button button--quiet", name: "kind", value: "weg" }, "Ging weg"),
    element("button", { class: "button button--quiet", name: "kind", value: "terug" }, "Vergissing"),
  );
  one.append(form);
  return one;
}

if (root) {
  fromPage();
  root.addEventListener("submit", tapped);
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") send();
  });
  setInterval(send, 10_000);
  pending().then((taps) => {
    for (const tap of taps) apply(tap);
    if (taps.length) show();
    send();
  });
}
