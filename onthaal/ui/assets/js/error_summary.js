// Brings a keyboard or screen reader user straight to what is wrong.
export function startErrorSummary() {
  document.querySelector("[data-error-summary]:not(.specimen *)")?.focus();
}
