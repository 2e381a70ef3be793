// Single letters as keys, that can be switched off (WCAG 2.1.4) and never clash with typing.
//
//   startKeys("loket-toetsen", "#loket")
//
// Within the region, data-key="v" on a button presses it; on a summary it opens the part and puts the
// cursor in its first field; on a field it puts the cursor there. "?" opens #toetsen. The box
// [data-keys] switches it all off; the browser keeps that under the given name.
const typing = (element) =>
  element.closest("input:not([type=checkbox], [type=radio]), select, textarea, dialog, [contenteditable]");

function areOn(stored) {
  try {
    return localStorage.getItem(stored) !== "uit";
  } catch {
    return true; // a browser that keeps nothing
  }
}

export function startKeys(stored, region) {
  const boxes = document.querySelectorAll("[data-keys]");
  let on = areOn(stored);
  const show = () => document.documentElement.toggleAttribute("data-keys-off", !on);
  for (const box of boxes) {
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      show();
      try {
        localStorage.setItem(stored, on ? "aan" : "uit");
      } catch {
        // then only for this page
      }
    });
  }
  show();

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === "Escape" && closeOpen(event.target)) return;
    if (typing(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      document.querySelector('[data-dialog][href="#toetsen"]')?.click();
      return;
    }
    const wanted = `[data-key="${CSS.escape(event.key.toLowerCase())}"]`;
    const found = [...document.querySelectorAll(`${region} ${wanted}`)].find((one) => one.offsetParent);
    if (!found) return;
    event.preventDefault();
    press(found);
  });
}

function press(element) {
  if (element.localName === "summary") {
    const part = element.parentElement;
    for (const other of document.querySelectorAll("details.counter-more[open]")) other.open = false;
    part.open = true;
    part.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  } else if (element.localName === "button" || element.localName === "a") element.click();
  else element.focus();
}

// Escape in an opened part closes it again and gives the focus back.
function closeOpen(target) {
  const part = target.closest?.("details.counter-more[open]");
  if (!part) return false;
  part.open = false;
  part.querySelector("summary").focus();
  return true;
}
