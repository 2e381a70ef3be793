// Typing in a melding for a caller: one click takes a suggestion, the map goes along with the
// address, and the pin goes before the address once somebody moved it.
const form = document.getElementById("invoer");
const input = (name) => form.elements.namedItem(name);
const map = () => document.querySelector("[data-map]")?.onthaalMap;
const say = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  if (!button) return;
  event.preventDefault();
  input("category").value = button.dataset.choose;
  say(input("category"));
  input("address").focus();
});

// an answer about the address that comes late must not take the map out of somebody's hand
let isHeld = false;
document.querySelector("[data-map]")?.addEventListener("pointerdown", () => (isHeld = true));

input("address").addEventListener("input", () => {
  isHeld = false;
  input("lat").value = input("lon").value = "";
});

document.addEventListener("map:moved", async ({ detail, target }) => {
  const url = new URL(target.dataset.placeUrl, location.href);
  url.searchParams.set("lat", detail.lat);
  url.searchParams.set("lon", detail.lon);
  try {
    const answer = await fetch(url);
    const place = answer.ok ? await answer.json() : {};
    if (place.description) input("address").value = place.description;
  } catch {
    // no network: the point itself is enough
  }
  say(input("address"));
});

function followAddress() {
  const known = document.getElementById("bekend");
  if (known) map()?.show({ items: JSON.parse(known.textContent) });
  const found = document.querySelector("#hulp [data-found]");
  if (!found || isHeld || input("lat").value) return;
  map()?.setView(Number(found.dataset.lat), Number(found.dataset.lon), 18);
}

document.addEventListener("htmx:after:swap", followAddress);
followAddress();
