// The service worker of the crew's day, and of nothing else: its scope is /balie/ploeg/. The server
// puts `self.onthaalPloeg = {version, page}` before it.
//
// The day comes from the network; without network the last one that this telephone saw. Who logs
// out, or lost access, loses the kept day at the next visit.
import { flush, waits } from "./crew/queue.js";

const { version, page } = self.onthaalPloeg;
const CACHE = `ploeg-${version}`;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("ploeg-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === page) event.respondWith(day(request, url));
  else if (request.mode !== "navigate") event.respondWith(piece(request));
});

async function day(request, url) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.redirected || answer.status === 403 || answer.type === "opaqueredirect") {
      await cache.delete(page);
    } else if (answer.ok && !url.search) await cache.put(page, answer.clone());
    return answer;
  } catch {
    return (await cache.match(page)) || Response.error();
  }
}

// Styles, scripts, icons, fonts and small pictures of the kept day. Names carry a fingerprint.
async function piece(request) {
  const cache = await caches.open(CACHE);
  if (new URL(request.url).pathname.startsWith("/static/")) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
  }
  try {
    return await fetch(request);
  } catch {
    return (await cache.match(request, { ignoreVary: true })) || Response.error();
  }
}

// The page says what it is made of, once it stands.
self.addEventListener("message", (event) => {
  if (event.data?.kind !== "keep") return;
  const keep = async () => {
    const cache = await caches.open(CACHE);
    for (const address of event.data.addresses) {
      if (address !== page && (await cache.match(address))) continue;
      try {
        const answer = await fetch(address, { credentials: "same-origin" });
        if (answer.ok && !answer.redirected) await cache.put(address, answer);
      } catch {
        // next time
      }
    }
    event.source?.postMessage({ kind: "kept" });
  };
  event.waitUntil(keep());
});

// Chromium wakes us when the network is back, also with every tab closed.
self.addEventListener("sync", (event) => {
  if (event.tag !== "ploeg") return;
  const work = async () => {
    const sent = await flush();
    for (const client of await self.clients.matchAll({ type: "window" })) {
      client.postMessage({ kind: "sent", sent });
    }
    if (await waits()) throw new Error("later"); // then we are woken once more
  };
  event.waitUntil(work());
});
