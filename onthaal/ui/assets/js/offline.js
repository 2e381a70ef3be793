// Says when there is no network, and installs the service worker on the citizen's pages.
export function startOffline() {
  const bar = document.querySelector("[data-offline-bar]");
  const show = () => {
    if (bar) bar.hidden = navigator.onLine;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
  const worker = document.documentElement.dataset.worker;
  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker);
}
