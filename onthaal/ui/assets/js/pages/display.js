// The screen in the hall: it runs for days. Nothing here grows; the page never goes anywhere unless
// the server answers, so that no visitor ever sees an error page of the browser.
import { startLive } from "../live.js";

const frame = document.querySelector("[data-display]");
const now = frame.querySelector("[data-live]");
const { sound, speaks, atOnce, chime: chimeUrl, version } = frame.dataset;
const NEW_FOR = 6000;
const NIGHT = [3, 30];

// clock: the device's own, corrected by what the server said last
let ahead = 0;
function time() {
  return new Date(Date.now() + ahead);
}
const words = new Intl.DateTimeFormat("nl-BE", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Brussels" });
const hour = (moment) => `${words.format(moment).replace(":", ".").replace(/^0/, "")} uur`;

function tick() {
  const shown = words.format(time());
  const clock = frame.querySelector("[data-clock]");
  if (clock.textContent !== shown) clock.textContent = shown;
  nightly();
}

// new calls
const known = new Map([...now.querySelectorAll("[data-call]")].map((one) => [one.dataset.call, 0]));

function changed() {
  fresh();
  const shown = new Set();
  for (const call of now.querySelectorAll("[data-call]")) {
    const key = call.dataset.call;
    shown.add(key);
    if (!known.has(key)) {
      known.set(key, Date.now());
      say(call.dataset.number, call.dataset.counter);
    }
    const age = Date.now() - known.get(key);
    if (age < NEW_FOR) {
      call.classList.add("call--new");
      call.style.animationDelay = `-${age}ms`;
    }
  }
  for (const key of known.keys()) if (!shown.has(key)) known.delete(key);
  const piece = now.querySelector("[data-version]");
  if (piece && piece.dataset.version !== version) start();
}

// what we show may be old
let lastGood = Date.now();
const lost = frame.querySelector("[data-lost]");

function fresh() {
  lastGood = Date.now();
  lost.hidden = true;
}

function stale() {
  if (Date.now() - lastGood < 2500 && lost.hidden) return;
  frame.querySelector("[data-lost-since]").textContent = hour(new Date(lastGood + ahead));
  lost.hidden = false;
}

function gone() {
  now.replaceChildren();
  lost.hidden = false;
  lost.lastElementChild.textContent = "Dit adres geldt niet meer. Vraag een nieuw adres aan de beheerder.";
}

// sound: a chime, then the words, one call after the other
let audio;
let chime;
let turn = Promise.resolve();
let inTurn = 0;

async function prepareSound() {
  audio ??= new AudioContext();
  await Promise.race([audio.resume(), pause(500)]);
  if (!chime) {
    const answer = await fetch(chimeUrl);
    chime = await audio.decodeAudioData(await answer.arrayBuffer());
  }
  return audio.state === "running";
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

function say(number, counter) {
  // in a rush the ear cannot follow anyway: what stands in line is enough
  if (!sound || inTurn > 3) return;
  inTurn += 1;
  turn = turn
    .then(() => ring())
    .then(() => (speaks ? speak(number, counter) : undefined))
    .catch(() => {})
    .finally(() => {
      inTurn -= 1;
    });
}

async function ring() {
  if (audio?.state === "suspended") await Promise.race([audio.resume(), pause(300)]);
  if (audio?.state !== "running" || !chime) return;
  const source = audio.createBufferSource();
  source.buffer = chime;
  source.connect(audio.destination);
  const over = new Promise((resolve) => {
    source.onended = resolve;
  });
  source.start();
  await Promise.race([over, pause(3000)]);
}

function voice() {
  const dutch = speechSynthesis.getVoices().filter((one) => /^nl/i.test(one.lang));
  return dutch.find((one) => /^nl[-_]BE/i.test(one.lang)) || dutch[0];
}

async function speak(number, counter) {
  const found = "speechSynthesis" in window && voice();
  if (!found) return;
  const [, letter, digits] = number.match(/^(\D*)(\d*)$/) || [null, number, ""];
  const words = new SpeechSynthesisUtterance(`Nummer ${letter} ${Number(digits)}, ${counter}.`);
  words.voice = found;
  words.lang = found.lang;
  words.rate = 0.9;
  const over = new Promise((resolve) => {
    words.onend = words.onerror = resolve;
  });
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
  await Promise.race([over, pause(12_000)]);
}

const button = frame.querySelector("[data-sound-on]");

async function startSound() {
  if (!sound) return;
  let works = false;
  if (atOnce) works = await prepareSound().catch(() => false);
  button.hidden = works;
  button.addEventListener("click", async () => {
    if (!(await prepareSound().catch(() => false))) return;
    button.hidden = true;
    ring();
  });
}

// a fresh start, only when the server answers: every night, and after a new version
let starting = false;
async function start() {
  if (starting) return;
  starting = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.ok) location.reload();
  } catch {
    // the old page stays
  }
  setTimeout(() => {
    starting = false;
  }, 60_000);
}

const begun = Date.now();
function nightly() {
  const moment = time();
  const isNight = moment.getHours() === NIGHT[0] && moment.getMinutes() === NIGHT[1];
  if (isNight && Date.now() - begun > 3_600_000) start();
}

// the screen does not go to sleep, as far as we may ask that
async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // the device decides
  }
}

now.addEventListener("live:changed", changed);
now.addEventListener("live:same", fresh);
now.addEventListener("live:stale", stale);
now.addEventListener("live:gone", gone);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") stayAwake();
});
fetch(location.href, { method: "HEAD", cache: "no-store" }).then((answer) => {
  const said = Date.parse(answer.headers.get("Date"));
  if (said && Math.abs(said - Date.now()) > 30_000) ahead = said - Date.now();
}, () => {});
setInterval(tick, 1000);
tick();
startSound();
stayAwake();
startLive();
