// The list of reports that wait on this device, on top of the form.
import { element, icon } from "./dom.js";
import { flush } from "./queue.js";
import { all, remove } from "./store.js";

// ``reopen(item)`` puts a refused report back into the form.
export async function showWaiting(slot, reopen) {
  let items = [];
  try {
    items = await all("queue");
  } catch {
    return;
  }
  slot.querySelector(".waiting")?.remove();
  if (!items.length) return;
  const waiting = items.filter((each) => each.state === "waiting");
  const box = element("section", { class: "waiting", "aria-labelledby": "wacht-titel" });
  if (waiting.length) {
    const one = waiting.length === 1;
    box.append(
      element(
        "h2",
        { id: "wacht-titel" },
        one ? "Uw melding staat klaar op dit toestel" : `${waiting.length} meldingen staan klaar`,
      ),
      element(
        "p",
        {},
        `Wij versturen ${one ? "ze" : "die"} zodra u opnieuw internet hebt. U kunt deze pagina sluiten.`,
      ),
      element("ul", {}, ...waiting.map((each) => element("li", {}, each.label))),
    );
  }
  for (const item of items.filter((each) => each.state === "refused")) {
    const again = element("button", { type: "button", class: "button button--small" }, "Kijk na");
    again.addEventListener("click", async () => {
      await remove("queue", item.key);
      box.remove();
      reopen(item);
    });
    box.append(
      element("h2", {}, "Er klopt nog iets niet"),
      element("p", {}, `Wij konden “${item.label}” niet aannemen. Kijk ze na en verstuur opnieuw.`),
      again,
    );
  }
  slot.prepend(box);
}

export async function sendWaiting(slot, reopen) {
  const done = await flush().catch(() => []);
  for (const { state, url, reference, item } of done) {
    if (state !== "sent") continue;
    const link = element("a", { href: url }, `Bekijk melding ${reference}`);
    const note = element(
      "div",
      { class: "message message--success", role: "status" },
      icon("circle-check"),
      element("div", {}, element("p", {}, `“${item.label}” is verstuurd. `, link)),
    );
    slot.append(note);
  }
  if (done.length) await showWaiting(slot, reopen);
  return done;
}
