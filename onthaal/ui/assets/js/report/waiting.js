// What waits on this device and what became of it, on top of the form.
import { element, icon } from "./dom.js";
import { flush, waits } from "./queue.js";
import { all, remove } from "./store.js";

let turn = Promise.resolve();

// ``reopen(item)`` puts a refused report back into the form. The page and the service worker may
// ask at the same moment: one after the other, so that nothing is told twice.
export function showWaiting(slot, reopen) {
  turn = turn.then(() => show(slot, reopen));
  return turn;
}

async function show(slot, reopen) {
  let items;
  try {
    items = await all("queue");
  } catch {
    return;
  }
  slot.querySelector(".waiting")?.remove();
  for (const item of items.filter((each) => each.state === "sent")) {
    slot.append(sentNote(item));
    await remove("queue", item.key);
  }
  const boxes = [
    ...items.filter((each) => each.state === "refused").map((each) => refusedBox(each, reopen)),
  ];
  const waiting = items.filter((each) => each.state === "waiting");
  if (waiting.length) boxes.unshift(...waitingBox(waiting));
  if (boxes.length) slot.prepend(element("section", { class: "waiting" }, ...boxes));
}

// Whether something waits after it.
export async function sendWaiting(slot, reopen) {
  try {
    if (await flush()) await showWaiting(slot, reopen);
    return await waits();
  } catch {
    return false;
  }
}

function sentNote({ label, url, reference }) {
  const link = element("a", { href: url }, `Bekijk melding ${reference}`);
  return element(
    "div",
    { class: "message message--success", role: "status" },
    icon("circle-check"),
    element("div", {}, element("p", {}, `“${label}” is verstuurd. `, link)),
  );
}

function waitingBox(items) {
  const one = items.length === 1;
  return [
    element(
      "h2",
      {},
      one ? "Uw melding staat klaar op dit toestel" : `${items.length} meldingen staan klaar`,
    ),
    element(
      "p",
      {},
      `Wij versturen ${one ? "ze" : "die"} zodra u opnieuw internet hebt. U kunt deze pagina sluiten.`,
    ),
    element("ul", {}, ...items.map((each) => element("li", {}, each.label))),
  ];
}

function refusedBox(item, reopen) {
  const again = element("button", { type: "button", class: "button button--small" }, "Kijk na");
  again.addEventListener("click", async () => {
    await remove("queue", item.key);
    again.closest(".waiting").remove();
    reopen(item);
  });
  return element(
    "div",
    {},
    element("h2", {}, "Er klopt nog iets niet"),
    element("p", {}, `Wij konden “${item.label}” niet aannemen. Kijk ze na en verstuur opnieuw.`),
    again,
  );
}
