// How long the chosen moment is still kept, in whole minutes: no seconds that make one nervous.
// Told aloud once, two minutes before the end, so that there is time to ask for more.
const form = document.querySelector("[data-hold]");
const words = document.querySelector("[data-hold-words]");
const live = document.querySelector("[data-hold-live]");

if (form && words) {
  const until = Date.parse(form.dataset.hold);
  let warned = false;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 60000);
    if (left <= 0) {
      words.textContent =
        "De tijd is om, maar u kunt gewoon bevestigen zolang niemand anders dit moment koos.";
      live.textContent = words.textContent;
      clearInterval(timer);
      return;
    }
    words.textContent = `Wij houden dit moment nog ${left === 1 ? "1 minuut" : `${left} minuten`} voor u vast.`;
    words.closest("[data-hold-box]").toggleAttribute("data-soon", left <= 2);
    if (left <= 2 && !warned) {
      warned = true;
      live.textContent = `${words.textContent} Hebt u meer tijd nodig? Druk op “Geef mij meer tijd”.`;
    }
  };
  const timer = setInterval(tick, 5000);
  tick();
}
