// A double click sends a form once. The server copes with both anyway.
export function startSubmitOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
    if (form.dataset.sentAt && Date.now() - Number(form.dataset.sentAt) < 4000) {
      event.preventDefault();
      return;
    }
    form.dataset.sentAt = String(Date.now());
  });
  // Coming back with the browser's Back button, one may send again.
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sentAt;
  });
}
