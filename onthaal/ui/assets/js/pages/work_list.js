// Keyboard for the work list: j and k walk, x ticks, Enter opens, / searches. Can be switched off.
const typing = (element) => element.closest("input:not([type=checkbox]), select, textarea, [contenteditable], .leaflet-container");
const rows = () => [...document.querySelectorAll("[data-work-list] tbody tr")];
const stored = "werklijst-toetsen";

const keys = () => localStorage.getItem(stored) !== "uit";

function showKeys() {
  for (const box of document.querySelectorAll("[data-keys]")) box.checked = keys();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys]")) {
    localStorage.setItem(stored, event.target.checked ? "aan" : "uit");
  }
});

document.addEventListener("keydown", (event) => {
  if (!keys() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const all = rows();
  const now = all.findIndex((row) => row.contains(document.activeElement));
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("id_q")?.focus();
  } else if (event.key === "j" || event.key === "k") {
    const next = all[event.key === "j" ? now + 1 : Math.max(0, now - 1)];
    next?.querySelector(".cell-title").focus();
  } else if (event.key === "x" && now >= 0) {
    const box = all[now].querySelector("input[type=checkbox]");
    box.checked = !box.checked;
  }
});

showKeys();
document.addEventListener("htmx:after:swap", showKeys);
