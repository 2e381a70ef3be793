// The reception desk: keys, and the cursor ready for who comes in.
import { startKeys } from "../keys.js";

const desk = document.querySelector("[data-desk]");
if (desk) {
  startKeys("onthaal-toetsen", "[data-desk]");
  // Escape leaves a field, so that the letters are keys again
  desk.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("input")) event.target.blur();
  });
  if (!document.querySelector(".error-summary")) desk.querySelector("[data-first]")?.focus();
}
