// On every staff page. htmx is loaded before this file.
import "./citizen.js";
import { startLive } from "./live.js";

startLive();
// a piece that came by itself needs its buttons connected
document.addEventListener("live:changed", (event) => window.htmx?.process(event.target));

// One open menu at a time, and Escape closes it.
const menus = () => document.querySelectorAll("details.staff-account[open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// "Alles aanvinken" in the head of a table.
document.addEventListener("change", (event) => {
  const box = event.target.closest("[data-select-all]");
  if (!box) return;
  for (const each of document.querySelectorAll(`input[name="${box.dataset.selectAll}"]`)) {
    each.checked = box.checked;
  }
});
