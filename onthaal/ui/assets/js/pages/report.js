// The report form in steps, with map, suggestions, photos, draft and queue. Without this file the
// same form is one long page.
import "../map.js";
import { startCounters } from "../counter.js";
import { Patience } from "../patience.js";
import { element, later, message, text } from "../report/dom.js";
import { entriesOf, fillIn, forget, load, save } from "../report/draft.js";
import { clearErrors, forgiveOnChange, showErrors } from "../report/errors.js";
import { Photos } from "../report/photos.js";
import { AS_TYPED, PlaceStep } from "../report/place.js";
import { enqueue, send } from "../report/queue.js";
import { SubjectStep } from "../report/subjects.js";
import { sendWaiting, showWaiting } from "../report/waiting.js";

const STEPS = ["waar", "wat", "contact"];
const wide = matchMedia("(min-width: 62rem)");

let page;
let form;
let step = "waar";
const keep = later(() => save(form, photos, step), 500);
const photos = new Photos(() => keep());
const place = new PlaceStep(() => keep());
const subject = new SubjectStep(() => keep());
const frame = document.querySelector("[data-map-frame]");
place.useMap(frame);
const notes = () => page.querySelector("[data-report-notes]");

function attach(fresh) {
  page = fresh;
  form = page.querySelector("[data-report]");
  if (!page.contains(frame)) page.querySelector("[data-map-frame]").replaceWith(frame);
  place.attach(page, form);
  subject.attach(page, form);
  photos.attach(page);
  form.append(element("input", { type: "hidden", name: "photos_in_browser", value: "1" }));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", onSubmit);
  form.addEventListener("keydown", onEnter);
  for (const button of page.querySelectorAll("[data-next]")) button.addEventListener("click", next);
  for (const button of page.querySelectorAll("[data-back]")) {
    button.addEventListener("click", () => goBack(1));
  }
  page.addEventListener("click", onErrorLink);
  startCounters(page);
  forgiveOnChange(page);
  putMap();
}

// Beside the form on a wide screen, between address and list on a small one.
function putMap() {
  const slot = page.querySelector("[data-map-slot]");
  (wide.matches ? document.querySelector(".split__map") : slot).append(frame);
  page.toggleAttribute("data-map-beside", wide.matches);
  frame.querySelector("[data-map]").onthaalMap?.map.invalidateSize({ animate: false });
}

function show(name, { focus = true } = {}) {
  step = name;
  page.dataset.step = name;
  const at = STEPS.indexOf(name);
  for (const [index, item] of [...page.querySelectorAll("[data-steps] > li")].entries()) {
    const words = item.dataset.words || item.textContent.replace(/^\s*\d\.\s*/, "").trim();
    item.dataset.words = words;
    const mark = item.querySelector(".steps__mark");
    if (index === at) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
    item.dataset.state = index < at ? "done" : index === at ? "now" : "later";
    if (index < at) {
      const back = element("button", { type: "button" }, words);
      back.addEventListener("click", () => goBack(at - index));
      mark.replaceChildren("✓ ", back);
    } else mark.replaceChildren(`${index + 1}. ${words}`);
  }
  if (name === "contact") showCheck();
  if (wide.matches || name === "waar") {
    frame.querySelector("[data-map]").onthaalMap?.map.invalidateSize({ animate: false });
  }
  if (!focus) return;
  page.querySelector(`#${name}-titel`).focus({ preventScroll: true });
  const top = page.querySelector("[data-steps]").getBoundingClientRect().top;
  if (top < 0 || top > innerHeight / 2) scrollBy({ top: top - 24 });
}

// Forward is a new place in the browser's history, so that its Back button returns a step.
function goOn(name) {
  history.pushState({ step: name, depth: (history.state?.depth || 0) + 1 }, "");
}

function goBack(number) {
  if ((history.state?.depth || 0) >= number) history.go(-number);
  else {
    const name = STEPS[Math.max(0, STEPS.indexOf(step) - number)];
    history.replaceState({ step: name, depth: 0 }, "");
    show(name);
  }
}

async function errorsOf(name) {
  if (name === "waar") return place.errors();
  if (name === "wat") return subject.errors();
  const email = form.elements.email;
  return email.value.trim() && !email.validity.valid
    ? [{ id: "id_email", message: "Vul een volledig e-mailadres in, zoals naam@voorbeeld.be." }]
    : [];
}

async function next() {
  const errors = await errorsOf(step);
  if (showErrors(page, errors)) return;
  const following = STEPS[STEPS.indexOf(step) + 1];
  goOn(following);
  show(following);
}

// A link to a field must not become a place in the browser's history, which holds the steps.
function onErrorLink(event) {
  const link = event.target.closest('.error-summary a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const control = field.matches("input, textarea, select")
    ? field
    : field.querySelector("input:not([type=search]), summary") || field;
  control.focus({ preventScroll: true });
  field.closest(".field")?.scrollIntoView({ block: "start" });
}

// Enter in a field goes on; it never sends a half-filled form.
function onEnter(event) {
  if (event.key !== "Enter" || event.isComposing || step === "contact") return;
  if (!event.target.matches("input:not([type=checkbox], [type=radio], [type=file], [type=search])")) {
    return;
  }
  event.preventDefault();
  if (event.target.name !== "address") next();
}

function showCheck() {
  const box = page.querySelector("[data-check]");
  const rows = [
    ["Waar", place.label],
    ["Wat", subject.label || ""],
    ["Uw tekst", shortened(form.elements.description.value.trim())],
  ];
  if (photos.list.length) rows.push(["Foto’s", String(photos.list.length)]);
  box.replaceChildren(
    element("h3", {}, "Uw melding"),
    element(
      "dl",
      {},
      ...rows.flatMap(([name, value]) => [
        element("dt", {}, name),
        element("dd", { dir: "auto" }, value),
      ]),
    ),
  );
  box.hidden = false;
}

const shortened = (words) => (words.length > 160 ? `${words.slice(0, 159)}…` : words);

let isSending = false;

async function onSubmit(event) {
  // a button that belongs to another page (to follow a melding) goes its own way
  const address = new URL(event.submitter?.formAction || form.action, location.href);
  if (address.pathname !== new URL(form.action).pathname) return;
  event.preventDefault();
  event.stopPropagation();
  if (isSending) return;
  for (const name of STEPS) {
    const errors = await errorsOf(name);
    if (!errors.length) continue;
    if (name !== step) goBackTo(name);
    showErrors(page, errors);
    return;
  }
  clearErrors(page);
  isSending = true;
  const button = page.querySelector("[data-send]");
  const words = [...button.childNodes];
  button.setAttribute("aria-busy", "true");
  button.replaceChildren("Even geduld…");
  try {
    await deliver();
  } finally {
    isSending = false;
    button.removeAttribute("aria-busy");
    button.replaceChildren(...words);
  }
}

async function deliver() {
  const entries = entriesOf(form, photos);
  entries.push({ name: "doe", value: "versturen" });
  const result = navigator.onLine ? await send(entries) : { state: "later", status: 0 };
  if (result.state === "sent") {
    await forget();
    location.assign(result.url);
  } else if (result.state === "refused") takeAnswer(result.html);
  else if (result.status === 429) {
    notes().replaceChildren(
      message(
        "warning",
        "clock",
        text("Er kwamen heel veel meldingen van dit adres. Probeer het straks opnieuw; alles blijft staan."),
      ),
    );
    notes().scrollIntoView({ block: "center" });
  } else await wait(entries);
}

// No network, or a server that does not answer: it waits here, and the form is free again.
async function wait(entries) {
  const names = new Set(entries.map(({ name }) => name));
  if (!names.has("place_choice")) entries.push({ name: "place_choice", value: AS_TYPED });
  if (!names.has("ok_road")) entries.push({ name: "ok_road", value: "on" });
  try {
    await enqueue(form.elements.key.value, entries, `${subject.label}, ${place.label}`);
  } catch {
    notes().replaceChildren(
      message(
        "danger",
        "wifi-off",
        text("Versturen lukt nu niet. Houd deze pagina open en probeer het opnieuw als u internet hebt."),
      ),
    );
    return;
  }
  await forget();
  startAgain();
  await showWaiting(notes(), reopen);
  notes().querySelector("h2")?.setAttribute("tabindex", "-1");
  notes().querySelector("h2")?.focus();
  notes().scrollIntoView({ block: "start" });
  patience.again();
}

// The server found something: its page, with our map and photos.
function takeAnswer(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const fresh = document.adoptNode(answer.querySelector("[data-report-page]"));
  document.title = answer.title;
  page.replaceWith(fresh);
  attach(fresh);
  const wrong = fresh.querySelector(".report__step .field--error")?.closest("[data-step]");
  const target = wrong?.dataset.step || step;
  if (target !== step) goOn(target);
  show(target, { focus: false });
  const summary = fresh.querySelector("[data-error-summary]");
  summary?.focus();
  summary?.scrollIntoView({ block: "center" });
}

function goBackTo(name) {
  goOn(name);
  show(name, { focus: false });
}

function startAgain() {
  form.reset();
  for (const name of ["address", "description", "lat", "lon", "point_of", "email", "name", "phone"]) {
    const field = form.elements[name];
    field.value = field.defaultValue && ["email", "name", "phone"].includes(name) ? field.defaultValue : "";
  }
  form.elements.key.value = crypto.randomUUID();
  page.querySelector("#id_category").removeAttribute("data-collapsed");
  page.querySelector("[data-questions]").replaceChildren();
  page.querySelector("[data-suggestions]").replaceChildren();
  for (const box of form.querySelectorAll('[name="category"]:checked')) box.checked = false;
  photos.put([]);
  place.reset();
  clearErrors(page);
  goOn("waar");
  show("waar", { focus: false });
}

function putBack(entries) {
  fillIn(form, entries, photos, (slug) => subject.choose(slug));
  if (place.point) {
    const { lat, lon } = place.point;
    frame.querySelector("[data-map]").onthaalMap?.setView(lat, lon, 18);
    place.showPlace(place.label, "Gekozen plaats");
    place.lookAround(lat, lon);
  }
}

function reopen(item) {
  putBack(item.entries);
  show("waar");
}

async function restore() {
  if (form.hasAttribute("data-answered")) return;
  const kept = await load();
  if (!kept) return;
  putBack(kept.entries);
  const again = element("button", { type: "button", class: "link-button" }, "Opnieuw beginnen");
  const note = message(
    "info",
    "history",
    element("p", {}, "Wij zetten terug wat u eerder invulde op dit toestel. ", again),
  );
  again.addEventListener("click", async () => {
    await forget();
    startAgain();
    note.remove();
  });
  notes().append(note);
}

const patience = new Patience(retry);
async function retry() {
  if (navigator.onLine && (await sendWaiting(notes(), reopen))) patience.again();
  else patience.over();
}

attach(document.querySelector("[data-report-page]"));
const first = form.querySelector(".field--error")?.closest("[data-step]")?.dataset.step || "waar";
history.replaceState({ step: first, depth: 0 }, "");
show(first, { focus: false });
wide.addEventListener("change", putMap);
addEventListener("popstate", (event) => {
  if (event.state?.step) show(event.state.step);
});
addEventListener("online", () => {
  patience.over();
  retry();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") retry();
});
// back from the thanks page: that report is gone, begin with a fresh key
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
navigator.serviceWorker?.addEventListener("message", (event) => {
  if (event.data?.kind === "meldingen-verstuurd") showWaiting(notes(), reopen);
});
await restore();
await showWaiting(notes(), reopen);
retry();
form.setAttribute("data-ready", "");

