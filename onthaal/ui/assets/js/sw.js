// The service worker. The server puts `self.onthaal = {version, pages, offline, files}` before it.
//
// Pages come from the network. Without network a resident gets the public pages named in `pages`, as a
// stranger sees them: they were asked for without cookies, so nothing personal is ever kept here.
// Files under /static/ carry a fingerprint in their name and are kept as long as this version lives.
import { flush, waits } from "./report/queue.js";

const { version, pages, offline, files } = self.onthaal;
const CACHE = `onthaal-${version}`;
const FRESH_FOR = 60 * 60 * 1000;

const asStranger = (path) => new Request(path, { credentials: "omit", cache: "no-cache" });

async function keep(cache, path) {
  const answer = await fetch(asStranger(path));
  if (answer.ok && !answer.redirected) await cache.put(path, answer);
}

self.addEventListener("install", (event) => {
  const prepare = async () => {
    const cache = await caches.open(CACHE);
    await Promise.all([...files, ...pages, offline].map((path) => keep(cache, path)));
    await self.skipWaiting();
  };
  event.waitUntil(prepare());
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("onthaal-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/balie/") || url.pathname.startsWith("/mijn/")) return;
  if (url.pathname.startsWith("/static/") || files.includes(url.pathname + url.search)) {
    event.respondWith(file(request));
  } else if (request.mode === "navigate") {
    event.respondWith(page(request, url, event));
  }
});

async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") cache.put(request, answer.clone());
  return answer;
}

async function page(request, url, event) {
  try {
    const answer = await fetch(request);
    if (answer.ok && pages.includes(url.pathname)) event.waitUntil(refresh(url.pathname));
    return answer;
  } catch {
    const cache = await caches.open(CACHE);
    return (
      (await cache.match(url.pathname)) || (await cache.match(offline)) || Response.error()
    );
  }
}

// Opening hours change; a kept page is asked again, at most once an hour.
async function refresh(path) {
  const cache = await caches.open(CACHE);
  const made = Date.parse((await cache.match(path))?.headers.get("date") || "");
  if (!(Date.now() - made < FRESH_FOR)) await keep(cache, path);
}

// Chromium wakes us when the network is back, also with every tab closed.
self.addEventListener("sync", (event) => {
  if (event.tag !== "meldingen") return;
  const work = async () => {
    await flush();
    for (const client of await self.clients.matchAll({ type: "window" })) {
      client.postMessage({ kind: "meldingen-verstuurd" });
    }
    if (await waits()) throw new Error("later"); // then we are woken once more
  };
  event.waitUntil(work());
});
