// The ticket on a telephone: fresh by itself; when one is called, it trembles and sounds where allowed.
import { startLive } from "../live.js";

const visit = document.querySelector("[data-visit]");
const lost = document.querySelector("[data-lost]");
const title = document.title;
let lastGood = new Date();
let call = state()?.dataset.call;

function state() {
  return visit.querySelector("[data-state]");
}

function fresh() {
  lastGood = new Date();
  lost.hidden = true;
}

function changed() {
  fresh();
  const now = state();
  if (!now) return;
  const isNew = now.dataset.call !== call;
  call = now.dataset.call;
  const isCalled = now.dataset.state === "called";
  document.documentElement.classList.toggle("visit-called", isCalled);
  document.title = isCalled ? `Aan de beurt! ${title}` : title;
  if (isNew && isCalled) alarm();
}

// Only works after somebody touched the page, which is how browsers want it.
function alarm() {
  navigator.vibrate?.([400, 200, 400, 200, 400]);
  if (!audio || audio.state !== "running") return;
  for (const [begins, pitch] of [[0, 660], [0.35, 523], [0.9, 660], [1.25, 523]]) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const at = audio.currentTime + begins;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.4, at);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
    tone.connect(loudness).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.7);
  }
}

let audio;
document.addEventListener("pointerdown", () => {
  audio ??= new AudioContext();
  audio.resume();
});

visit.addEventListener("live:changed", changed);
visit.addEventListener("live:same", fresh);
visit.addEventListener("live:stale", () => {
  const hour = `${lastGood.getHours()}.${String(lastGood.getMinutes()).padStart(2, "0")} uur`;
  lost.querySelector("[data-lost-since]").textContent = hour;
  lost.hidden = false;
});
document.documentElement.classList.toggle("visit-called", state()?.dataset.state === "called");
startLive();
