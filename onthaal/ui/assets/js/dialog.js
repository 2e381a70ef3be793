// <a href="#id" data-dialog> opens <dialog id="id">; without script the link jumps to its content.
export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(
        opener.dataset.dialog || opener.getAttribute("href")?.slice(1),
      );
      if (dialog?.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    } else if (event.target.closest("[data-close-dialog]")) {
      event.preventDefault();
      event.target.closest("dialog")?.close();
    } else if (event.target.nodeName === "DIALOG") {
      event.target.close();
    }
  });
}
