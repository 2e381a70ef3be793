// Suggestions under the search field, and the button that prints the list.
import { Combobox } from "../report/combobox.js";

for (const input of document.querySelectorAll("[data-product-search]")) {
  const list = input.parentElement.querySelector("[role=listbox]");
  new Combobox(input, list, input.dataset.productSearch, (result) => location.assign(result.url));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
