// A map on every element with [data-map]. The page works without it.
//
//   data-map                 ""         show a map
//   data-tiles               url template ({z}/{x}/{y})
//   data-attribution         text
//   data-lat data-lon data-zoom         first view; data-min-zoom data-max-zoom
//   data-pin="lat,lon"       input names: a pin in the centre that the map moves under (choose a place)
//   data-markers="id"        id of a json_script: [{lat, lon, icon, tone, label, url, id}]
//   data-markers-url         address that answers {items: [...], clusters: [{lat, lon, count, label}]}
//                            for ?bbox=west,south,east,north&zoom=z (server-side clustering)
//   data-follow="css"        rows with [data-marker=id]: hover or focus lights the marker and back
//
// Events on the element: "map:shown" (what data-markers-url answered); "map:moved" {lat, lon, zoom} when a person moved the map in pin mode.
// The element gets .onthaalMap = {map, setView(lat, lon, zoom), reload()}.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const sprite = () => document.documentElement.dataset.sprite;

export function iconMarkup(name) {
  return `<span><svg class="icon" aria-hidden="true"><use href="${sprite()}#${name}"></use></svg></span>`;
}

function markerFor(item) {
  const round = item.tone === "round";
  const icon = L.divIcon({
    className: "",
    html: `<span class="marker marker--${item.tone || "open"}">${iconMarkup(item.icon || "map-pin")}</span>`,
    iconSize: [30, 30],
    iconAnchor: round ? [15, 15] : [15, 34],
  });
  const marker = L.marker([item.lat, item.lon], { icon, title: item.label, alt: item.label });
  marker.itemId = item.id;
  if (item.url) marker.on("click keypress", () => location.assign(item.url));
  return marker;
}

function clusterFor(cluster, map) {
  const icon = L.divIcon({
    className: "",
    html: `<span class="cluster-marker">${cluster.count}</span>`,
    iconSize: [40, 40],
    iconAnchor: [20, 20],
  });
  const label = cluster.label || `${cluster.count} meldingen, zoom in`;
  return L.marker([cluster.lat, cluster.lon], { icon, title: label, alt: label }).on(
    "click",
    () => map.setView([cluster.lat, cluster.lon], Math.min(map.getZoom() + 2, map.getMaxZoom())),
  );
}

const breath = () => new Promise((resume) => setTimeout(resume));

function start(element) {
  const d = element.dataset;
  const map = L.map(element, {
    center: [Number(d.lat), Number(d.lon)],
    zoom: Number(d.zoom || 15),
    minZoom: Number(d.minZoom || 11),
    maxZoom: Number(d.maxZoom || 19),
    zoomControl: false,
    scrollWheelZoom: d.pin === undefined || "center",
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  L.control
    .zoom({ position: "topright", zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" })
    .addTo(map);
  map.attributionControl.setPrefix(
    '<a href="https://leafletjs.com" rel="noopener">Leaflet</a>',
  );
  const ground = L.tileLayer(d.tiles, { attribution: d.attribution, maxZoom: 20, alt: "" });
  breath().then(() => ground.addTo(map));
  // a map that was hidden, or whose room changes, keeps its middle
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
  const layer = L.layerGroup().addTo(map);
  const byId = new Map();

  let shown = 0;
  const show = async ({ items = [], clusters = [] }) => {
    const mine = (shown += 1);
    layer.clearLayers();
    byId.clear();
    for (const cluster of clusters) clusterFor(cluster, map).addTo(layer);
    for (const [place, item] of items.entries()) {
      // a slow telephone stays awake for taps between the markers
      if (place && place % 10 === 0) await breath();
      if (mine !== shown) return;
      const marker = markerFor(item).addTo(layer);
      if (item.id === undefined) continue;
      byId.set(String(item.id), marker);
      marker.getElement().dataset.markerOf = item.id;
    }
  };

  let asked = 0;
  const reload = async () => {
    if (!d.markersUrl) return;
    const mine = (asked += 1);
    const bounds = map.getBounds().pad(0.1);
    const url = new URL(d.markersUrl, location.href);
    url.searchParams.set("bbox", bounds.toBBoxString());
    url.searchParams.set("zoom", map.getZoom());
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== asked) return;
      const found = await answer.json();
      await show(found);
      element.dispatchEvent(new CustomEvent("map:shown", { bubbles: true, detail: found }));
    } catch {
      // No network: the list beside the map still stands.
    }
  };

  if (d.markers) show({ items: JSON.parse(document.getElementById(d.markers).textContent) });
  if (d.markersUrl) {
    map.on("moveend", reload);
    breath().then(reload);
  }

  if (d.pin !== undefined) startPin(element, map, d.pin);
  startFollowing(element, d.follow, byId, map);
  element.onthaalMap = {
    map,
    reload,
    show,
    setView: (lat, lon, zoom) => map.setView([lat, lon], zoom || map.getZoom()),
  };
}

function startPin(element, map, names) {
  const [latName, lonName] = names.split(",");
  const write = ({ lat, lng } = map.getCenter()) => {
    const set = (name, value) => {
      const input = document.querySelector(`[name="${name}"]`);
      if (input) input.value = value.toFixed(6);
    };
    set(latName, lat);
    set(lonName, lng);
    element.dispatchEvent(
      new CustomEvent("map:moved", {
        bubbles: true,
        detail: { lat, lon: lng, zoom: map.getZoom() },
      }),
    );
  };
  map.on("dragend", () => write());
  map.on("click", ({ latlng }) => {
    map.panTo(latlng);
    write(latlng);
  });
  element.addEventListener("keyup", (event) => {
    if (event.key.startsWith("Arrow")) write();
  });
  const locate = document.querySelector("[data-locate]");
  if (locate && "geolocation" in navigator) {
    locate.hidden = false;
    locate.addEventListener("click", () => {
      locate.setAttribute("aria-busy", "true");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          locate.removeAttribute("aria-busy");
          map.setView([coords.latitude, coords.longitude], Math.max(map.getZoom(), 18));
          write();
        },
        () => {
          locate.removeAttribute("aria-busy");
          locate.dispatchEvent(new CustomEvent("locate:failed", { bubbles: true }));
        },
        { enableHighAccuracy: true, timeout: 10000 },
      );
    });
  }
}

// Hovering or focusing a row lights its marker, and the other way round. A row whose marker is not
// there by itself (it is in a cluster) says in data-lat and data-lon where to show one for a while.
function startFollowing(element, selector, byId, map) {
  if (!selector) return;
  let lent;
  const light = (row, on) => {
    lent?.remove();
    lent = undefined;
    const own = byId.get(row.dataset.marker);
    if (own) {
      own.getElement()?.querySelector(".marker")?.classList.toggle("marker--lit", on);
      own.setZIndexOffset(on ? 1000 : 0);
    } else if (on && row.dataset.lat) {
      lent = markerFor({ lat: row.dataset.lat, lon: row.dataset.lon, icon: "map-pin" });
      lent.options.interactive = lent.options.keyboard = false;
      lent.setZIndexOffset(1000).addTo(map);
      lent.getElement().querySelector(".marker").classList.add("marker--lit");
    }
  };
  for (const [event, on] of [
    ["mouseover", true],
    ["mouseout", false],
    ["focusin", true],
    ["focusout", false],
  ]) {
    document.addEventListener(event, (e) => {
      const row = e.target.closest?.(`${selector} [data-marker]`);
      if (row) light(row, on);
      const marker = e.target.closest?.("[data-marker-of]");
      if (!marker || !element.contains(marker)) return;
      document
        .querySelector(`${selector} [data-marker="${CSS.escape(marker.dataset.markerOf)}"]`)
        ?.classList.toggle("is-lit", on);
    });
  }
}

export function startMaps(root = document) {
  for (const element of root.querySelectorAll("[data-map]")) {
    if (!element.onthaalMap) start(element);
  }
}

startMaps();
document.addEventListener("htmx:after:swap", () => startMaps());
