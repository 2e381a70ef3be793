// The kiosk: whoever comes next finds a clean start, and nobody ever sees an error of the browser.
import { startLive } from "../live.js";

const { start, isStart, isOver } = document.body.dataset;
const idleAfter = isOver !== undefined ? 25_000 : 45_000;
const WARNING = 20;
const dialog = document.querySelector("[data-still-there]");
const offline = document.querySelector("[data-no-answer]");

// Does the server answer? A page that cannot come must not replace this one.
async function answers(address) {
  try {
    const answer = await fetch(address, {
      method: "HEAD",
      cache: "no-store",
      redirect: "follow",
      signal: AbortSignal.timeout(5000),
    });
    return answer.status < 500;
  } catch {
    return false;
  }
}

async function go(address, replace = false) {
  while (!(await answers(address))) {
    if (!offline.open) offline.showModal();
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  if (offline.open) offline.close();
  if (replace) location.replace(address);
  else location.assign(address);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  if (link.dataset.busy) return;
  link.dataset.busy = "1";
  go(link.href).finally(() => delete link.dataset.busy);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.sure || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  while (!(await answers(start))) {
    if (!offline.open) offline.showModal();
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  if (offline.open) offline.close();
  form.dataset.sure = "1";
  form.submit();
});

// Who walks away leaves nothing behind; who only needs time gets it (WCAG 2.2.1).
let idleAt = Date.now() + idleAfter;
let overAt = 0;
const needsReset = () => isStart === undefined || location.search !== "" || window.scrollY > 0;

function active() {
  if (!overAt) idleAt = Date.now() + idleAfter;
}

function moreTime() {
  overAt = 0;
  if (dialog.open) dialog.close();
  idleAt = Date.now() + idleAfter * 2;
}

function again() {
  overAt = 0;
  idleAt = Infinity;
  if (dialog.open) dialog.close();
  for (const field of document.querySelectorAll("input:not([type=hidden])")) field.value = "";
  go(start, true);
}

function tick() {
  const now = Date.now();
  if (!overAt && needsReset() && now > idleAt && !offline.open) {
    overAt = now + WARNING * 1000;
    dialog.showModal();
  }
  if (overAt) {
    const seconds = Math.max(0, Math.ceil((overAt - now) / 1000));
    dialog.querySelector("[data-seconds]").textContent = String(seconds);
    if (!seconds) again();
  }
}

for (const name of ["pointerdown", "keydown", "scroll", "input"]) {
  document.addEventListener(name, active, { passive: true });
}
dialog.querySelector("[data-more-time]").addEventListener("click", moreTime);
dialog.querySelector("[data-again]").addEventListener("click", again);
dialog.addEventListener("cancel", moreTime);
setInterval(tick, 500);
document.addEventListener("contextmenu", (event) => event.preventDefault());

// Keys of the page type in the field; a scanner is a keyboard that ends with Enter.
const pad = document.querySelector("[data-pad]");
if (pad) {
  const field = pad.elements.code;
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[name=toets]");
    if (!key) return;
    event.preventDefault();
    if (key.value === "wis") field.value = field.value.slice(0, -1);
    else if (field.value.length < Number(pad.dataset.longest)) field.value += key.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("keydown", (event) => {
    if (document.activeElement === field || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.activeElement?.closest("dialog[open]")) return;
    if (event.key.length === 1 && /[\w-]/.test(event.key)) field.focus();
    else if (event.key === "Enter" && document.activeElement === document.body) pad.requestSubmit();
  });
  // Enter in the field must press "Meld mij aan", not the first key of the page
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    pad.requestSubmit(pad.querySelector(".pad__go"));
  });
  field.addEventListener("input", () => {
    field.value = field.value.toUpperCase();
  });
  // The QR code of an appointment may hold its whole address. Only once all of it is there: a scanner
  // types letter by letter, and half an address looks like a code too.
  pad.addEventListener("submit", () => {
    const found = field.value.match(/[?&/](?:CODE=)?([A-Z0-9-]{4,14})\/?$/i);
    if (field.value.includes("://") && found) field.value = found[1];
  });
  // scanned on the first page already
  const scanned = decodeURIComponent(location.hash.slice(1));
  if (scanned) {
    history.replaceState(null, "", location.pathname + location.search);
    field.value = scanned.toUpperCase();
    pad.requestSubmit(pad.querySelector(".pad__go"));
  }
} else {
  // Who scans before choosing “Ik heb een afspraak” is understood: no hand types that fast.
  const door = document.querySelector(".tile--appointment");
  let typed = "";
  let lastAt = 0;
  document.addEventListener("keydown", (event) => {
    if (!door || event.ctrlKey || event.altKey || event.metaKey) return;
    const now = Date.now();
    if (now - lastAt > 150) typed = "";
    lastAt = now;
    if (event.key.length === 1) typed += event.key;
    else if (event.key === "Enter" && typed.length >= 4) {
      event.preventDefault();
      const address = new URL(document.querySelector(".tile--appointment").href);
      address.hash = encodeURIComponent(typed);
      typed = "";
      go(address.href);
    }
  });
}

// The ticket comes out by itself where a printer hangs.
if (document.querySelector("[data-print]")) {
  addEventListener("load", () => setTimeout(() => window.print(), 300));
  // asked again (a reload), it does not print again
  const clean = new URL(location.href);
  clean.searchParams.delete("nieuw");
  history.replaceState(null, "", clean);
}

// A kiosk stands there for days: a fresh start at night, when nobody is busy.
setInterval(() => {
  const now = new Date();
  if (isStart !== undefined && !location.search && now.getHours() === 3 && now.getMinutes() === 40) go(start, true);
}, 60_000);

startLive();
