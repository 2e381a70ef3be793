// The work list: keys that can be switched off, the number of ticked rows, the map that goes along.
const STORED = "werklijst-toetsen";
const rows = () => [...document.querySelectorAll("[data-work-list] tbody tr")];
const typing = (element) =>
  element.closest(
    "input:not([type=checkbox]), select, textarea, summary, dialog, [contenteditable], .leaflet-container",
  );

function keysAreOn() {
  try {
    return localStorage.getItem(STORED) !== "uit";
  } catch {
    return true; // a browser that keeps nothing
  }
}

for (const box of document.querySelectorAll("[data-keys]")) {
  box.checked = keysAreOn();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, box.checked ? "aan" : "uit");
    } catch {
      // then only for this page
    }
  });
}

const KEYS = {
  "/": () => document.getElementById("id_q").focus(),
  "?": () => document.querySelector('[data-dialog][href="#toetsen"]').click(),
  j: (all, now) => all[now + 1]?.querySelector(".cell-title").focus(),
  k: (all, now) => all[Math.max(0, now - 1)]?.querySelector(".cell-title").focus(),
  x: (all, now) => all[now]?.querySelector("input[type=checkbox]").click(),
  n: (all, now) => all[now]?.querySelector(".work__by button")?.click(),
};

document.addEventListener("keydown", (event) => {
  const key = KEYS[event.key];
  if (!key || !document.querySelector("[data-keys]")?.checked) return;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  event.preventDefault();
  const all = rows();
  key(
    all,
    all.findIndex((row) => row.contains(document.activeElement)),
  );
});

function countTicked() {
  const boxes = [...document.querySelectorAll('[data-work-list] input[name="melding"]')];
  const ticked = boxes.filter((box) => box.checked).length;
  const words = document.querySelector("[data-ticked]");
  if (words) words.textContent = ticked === 1 ? "1 melding:" : `${ticked} meldingen:`;
  const all = document.querySelector('[data-select-all="melding"]');
  if (!all) return;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

document.addEventListener("change", (event) => {
  if (event.target.closest("[data-work-list]")) countTicked();
});

document.addEventListener("map:shown", ({ detail, target }) => {
  const note = document.querySelector("[data-map-note]");
  if (!note || !target.closest(".work__map")) return;
  note.hidden = !detail.newest_only;
  const most = detail.newest_only?.toLocaleString("nl-BE");
  note.textContent = note.hidden ? "" : `De kaart toont de ${most} nieuwste.`;
});

document.addEventListener("htmx:after:swap", () => {
  countTicked();
  const url = document.querySelector("[data-work-list]")?.dataset.markersUrl;
  const map = document.querySelector(".work__map [data-map]");
  if (!url || !map || map.dataset.markersUrl === url) return;
  map.dataset.markersUrl = url;
  map.onthaalMap?.reload();
});

countTicked();
