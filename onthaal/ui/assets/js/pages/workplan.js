// Dragging on the planning board. It only fills in the "Verplaats naar…" form of the card and sends
// it, so that whatever the form can, and refuses, is the same with and without a mouse.
const board = document.querySelector("[data-board]");
let dragged;

function prepare() {
  for (const card of board.querySelectorAll("[data-card]")) {
    if (!card.querySelector(".plan-move form")) continue;
    card.draggable = true;
  }
}

const cellAt = (target) => target.closest?.("[data-crew][data-day]");
const cardAt = (target) => target.closest?.("[data-position]");

function clear() {
  for (const each of board.querySelectorAll(".is-target, .is-before, .is-dragged")) {
    each.classList.remove("is-target", "is-before", "is-dragged");
  }
}

board?.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card?.draggable) return;
  dragged = card;
  card.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
});

board?.addEventListener("dragover", (event) => {
  const cell = dragged && cellAt(event.target);
  if (!cell) return;
  event.preventDefault();
  for (const each of board.querySelectorAll(".is-target, .is-before")) {
    each.classList.remove("is-target", "is-before");
  }
  cell.classList.add("is-target");
  cardAt(event.target)?.classList.add("is-before");
});

board?.addEventListener("drop", (event) => {
  const cell = dragged && cellAt(event.target);
  if (!cell) return;
  event.preventDefault();
  const before = cardAt(event.target);
  const form = dragged.querySelector(".plan-move form");
  const { crew, on, position } = form.elements;
  crew.value = cell.dataset.crew;
  on.value = cell.dataset.day;
  position.value = before && before !== dragged ? before.dataset.position : "";
  clear();
  form.requestSubmit(form.querySelector("button:not([formaction])"));
});

board?.addEventListener("dragend", () => {
  clear();
  dragged = undefined;
});

if (board) prepare();
