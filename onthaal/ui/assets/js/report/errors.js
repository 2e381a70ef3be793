// The same error summary and lines that the server writes, for what the page can see itself.
import { element, icon } from "./dom.js";

export function clearErrors(page) {
  page.querySelector("[data-error-slot]").replaceChildren();
  for (const line of page.querySelectorAll(".field__error[data-own], .field__error[id]")) {
    const field = line.closest(".field");
    if (field?.id === "fotos") continue;
    const control = document.getElementById(line.id.replace(/_error$/, ""));
    control?.removeAttribute("aria-invalid");
    line.remove();
    field?.classList.remove("field--error");
  }
  document.title = document.title.replace(/^Fout: /, "");
}

// errors: [{id, message}]; gives whether there are any.
export function showErrors(page, errors) {
  clearErrors(page);
  if (!errors.length) return false;
  const list = element("ul");
  for (const { id, message } of errors) {
    list.append(element("li", {}, element("a", { href: `#${id}` }, message)));
    markField(id, message);
  }
  const words =
    errors.length === 1 ? "Eén ding klopt nog niet" : "Enkele dingen kloppen nog niet";
  const summary = element(
    "div",
    { class: "error-summary", role: "alert", tabindex: "-1" },
    element("h2", {}, words),
    list,
  );
  page.querySelector("[data-error-slot]").append(summary);
  document.title = `Fout: ${document.title}`;
  summary.focus();
  summary.scrollIntoView({ block: "center" });
  return true;
}

// What somebody mends, is no longer shown as wrong.
export function forgiveOnChange(page) {
  const forgive = (event) => {
    const field = event.target.closest(".field--error");
    if (!field || field.id === "fotos") return;
    const line = field.querySelector(":scope > .field__error");
    const id = line?.id.replace(/_error$/, "");
    line?.remove();
    field.classList.remove("field--error");
    const control = id && document.getElementById(id);
    control?.removeAttribute("aria-invalid");
    page.querySelector(`.error-summary a[href="#${id}"]`)?.closest("li").remove();
    if (page.querySelector(".error-summary") && !page.querySelector(".error-summary li")) {
      clearErrors(page);
    }
  };
  page.addEventListener("input", forgive);
  page.addEventListener("change", forgive);
}

function markField(id, message) {
  const control = document.getElementById(id);
  const field = control?.closest(".field");
  if (!field) return;
  const line = element("p", { class: "field__error", id: `${id}_error` });
  line.append(icon("circle-alert"), element("span", {}, message));
  field.classList.add("field--error");
  const lead = [...field.children].filter((each) =>
    each.matches(".field__label, .field__hint, legend"),
  );
  if (lead.length) lead.at(-1).after(line);
  else field.prepend(line);
  if (control !== field) {
    control.setAttribute("aria-invalid", "true");
    const told = new Set((control.getAttribute("aria-describedby") || "").split(" "));
    told.add(`${id}_error`);
    control.setAttribute("aria-describedby", [...told].filter(Boolean).join(" "));
  }
}
