// The page of a clerk: keys, running clocks, and the focus where the next press is.
import { startKeys } from "../keys.js";

const region = document.querySelector("[data-workplace]");

function clocks() {
  for (const one of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(one.dataset.since)) / 1000));
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const two = (number) => String(number).padStart(2, "0");
    one.textContent = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  }
  for (const one of document.querySelectorAll("[data-until]")) {
    one.hidden = Date.now() > Date.parse(one.dataset.until);
  }
}

// What a press did is said once to who does not see the page, and the next button has the focus.
function settled() {
  clocks();
  const words = region.querySelector("[data-says]")?.dataset.says;
  const said = document.querySelector("[data-said]");
  if (words && said) said.textContent = words;
  const lost = !document.activeElement || document.activeElement === document.body;
  if (!region.querySelector("[data-problem]") && !lost) return;
  (region.querySelector("[data-wrong]") || region.querySelector("[data-first]"))?.focus({ preventScroll: true });
}

if (region) {
  startKeys("loket-toetsen", "[data-workplace]");
  document.addEventListener("htmx:after:swap", settled);
  region.addEventListener("live:changed", clocks);
  // the call for help works while typing too, and whatever else is switched off
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F9" || event.repeat) return;
    event.preventDefault();
    region.querySelector("[data-help]")?.click();
  });
  setInterval(clocks, 1000);
  settled();
}
