// The editor of a product: a row of buttons above every rich text, that type the signs for you, and
// a warning before typed words get lost. Without this script the same signs are typed by hand.

const SIGNS = [
  { label: "Vet", wrap: "**" },
  { label: "Nadruk", wrap: "_" },
  { label: "Kop", line: "### " },
  { label: "Opsomming", line: "- " },
  { label: "Stappen", line: "1. " },
  { label: "Link", link: true },
];

// setRangeText keeps no undo; a typed insertion does, where the browser offers it
function put(area, text, from, to) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand?.("insertText", false, text)) area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function type(area, sign) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  if (sign.wrap) {
    const words = chosen || sign.label.toLowerCase();
    put(area, `${sign.wrap}${words}${sign.wrap}`, start, end);
    area.setSelectionRange(start + sign.wrap.length, start + sign.wrap.length + words.length);
  } else if (sign.link) {
    const words = chosen || "tekst";
    put(area, `[${words}](https://)`, start, end);
    const at = start + words.length + 3;
    area.setSelectionRange(at, at + 8);
  } else {
    const from = value.lastIndexOf("\n", start - 1) + 1;
    const lines = value.slice(from, end).split("\n");
    const text = lines
      .map((line, place) => (sign.line === "1. " ? `${place + 1}. ` : sign.line) + line)
      .join("\n");
    put(area, text, from, end);
  }
}

for (const area of document.querySelectorAll("[data-rich]")) {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "group");
  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
  bar.setAttribute("aria-label", `Opmaak van ${label?.firstChild?.textContent.trim() ?? "de tekst"}`);
  for (const sign of SIGNS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign.label;
    button.addEventListener("click", () => type(area, sign));
    bar.append(button);
  }
  area.before(bar);
}

const form = document.querySelector("[data-editor]");
let changed = false;
form?.addEventListener("input", () => (changed = true));
form?.addEventListener("submit", () => (changed = false));
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

// after a row was added or moved, go on there
if (form?.dataset.target) {
  const target = document.getElementById(form.dataset.target);
  changed = true;
  if (target) {
    target.scrollIntoView({ block: "center" });
    (target.querySelector("input:not([type=hidden]), textarea") ?? target).focus({
      preventScroll: true,
    });
  }
}
