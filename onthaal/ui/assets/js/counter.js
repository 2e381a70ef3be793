// "Nog 696 tekens" under a text area with a maximum. Announced when the typing pauses.
export function startCounters(root = document) {
  for (const field of root.querySelectorAll("textarea[maxlength], textarea[data-max]")) {
    if (field.dataset.counting) continue;
    field.dataset.counting = "1";
    const max = Number(field.dataset.max || field.getAttribute("maxlength"));
    // With script we tell; the browser must not silently cut what somebody pastes.
    field.removeAttribute("maxlength");
    const shown = document.createElement("p");
    shown.className = "counter";
    shown.setAttribute("aria-hidden", "true");
    const spoken = document.createElement("p");
    spoken.className = "visually-hidden";
    spoken.setAttribute("aria-live", "polite");
    field.after(shown, spoken);
    let timer;
    const update = () => {
      const left = max - [...field.value].length;
      const words = left >= 0 ? `Nog ${left} tekens` : `${-left} tekens te veel`;
      shown.textContent = words;
      shown.classList.toggle("counter--over", left < 0);
      clearTimeout(timer);
      timer = setTimeout(() => {
        spoken.textContent = left < max / 4 ? words : "";
      }, 900);
    };
    field.addEventListener("input", update);
    update();
  }
}
