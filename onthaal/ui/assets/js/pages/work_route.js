// The day of a crew on the map: numbers in their order, and the line from the depot and back.
import * as L from "leaflet/dist/leaflet-src.esm.js";
import "../map.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const element = document.querySelector("[data-map]");
const drawn = element?.onthaalMap;
if (drawn) {
  const stops = read("haltes");
  const depot = read("depot");
  drawn.show({
    items: [{ ...depot, icon: "house", tone: "round", label: "Depot" }],
    clusters: stops,
  });
  const path = [depot, ...stops, depot].map(({ lat, lon }) => [lat, lon]);
  L.polyline(path, { color: "#0f5a47", weight: 4, opacity: 0.75, interactive: false }).addTo(drawn.map);
  drawn.map.fitBounds(L.latLngBounds(path).pad(0.15), { maxZoom: 16, animate: false });
}
