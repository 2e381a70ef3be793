// The page of one appointment: on paper for who has no telephone at hand.
document.querySelector("[data-print]")?.addEventListener("click", () => print());
