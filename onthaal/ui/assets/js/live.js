// Pieces of a page that stay fresh by themselves:
//
//   <section data-live="hall.3" data-live-url="/scherm/abc/nu/" data-live-every="5">…</section>
//
// The server says on one stream which topics changed; then the piece is asked anew and put in place
// of the old one. The stream is only a hint: a piece is also asked anew when the stream opens, when
// the page comes into view, and every so many seconds (data-live-every, 12 by default) as long as
// there is no stream; while there is one, every minute (data-live-most), for a network can fall away
// without the stream noticing. data-live-spread says over how many seconds many telephones spread a
// question.
//
// What a form in the piece brings (by htmx) is newer than any answer that was asked before it: such an
// answer is thrown away, or a button that somebody is about to press would be gone for a moment.
//
// Without data-live-url the element only hears of it. On the element: "live:changed" (bubbles) when
// there is a new piece or, without address, a hint; "live:same" when the piece is as it was,
// "live:stale" when asking fails, "live:gone" when the page is no longer ours (logged out, key
// revoked). While asking fails, the element has data-stale.

const STREAM = "/live/";
// beats come every 15 seconds
const SILENT_FOR = 35_000;
const GIVES_UP_AFTER = 8_000;
const FIELDS = "input:not([type=hidden], [type=file]), select, textarea";

const pieces = new Map();
let source;
let lastSign = 0;
let streamAgainAt = 0;
let attempts = 0;
let clock;

const between = (low, high) => low + Math.random() * (high - low);
const isStreaming = () => source?.readyState === EventSource.OPEN;

class Piece {
  constructor(element) {
    this.element = element;
    this.topics = element.dataset.live.split(/\s+/).filter(Boolean);
    this.every = Number(element.dataset.liveEvery || 12) * 1000;
    this.most = Number(element.dataset.liveMost || 60) * 1000;
    this.spread = Number(element.dataset.liveSpread || 0) * 1000;
    this.etag = "";
    this.deeds = new Set();
    this.done = 0;
    this.failures = 0;
    this.at = Date.now() + between(0.8, 1.2) * this.every;
  }

  // Asks once, however many hints come; a hint during the question asks once more after it.
  hint(wait = between(0, this.spread)) {
    if (this.isAsking) this.isAskedAgain = true;
    else this.at = Math.min(this.at, Date.now() + wait);
    schedule();
  }

  async ask() {
    const { element } = this;
    this.isAsking = true;
    this.isAskedAgain = false;
    let pause;
    try {
      if (element.dataset.liveUrl) await this.fetch();
      else if (this.isHinted) tell(element, "live:changed");
      this.isHinted = false;
      this.failures = 0;
      delete element.dataset.stale;
      pause = isStreaming() ? this.most : this.every;
      if (document.hidden) pause *= 4;
      pause *= between(0.8, 1.2);
    } catch (problem) {
      if (problem instanceof Gone) {
        tell(element, "live:gone");
        pause = 30_000;
      } else {
        this.failures += 1;
        element.dataset.stale = "";
        tell(element, "live:stale");
        // soon at first, for who watches a screen; not all of them in the same second
        const longest = Math.max(2000, this.every / 2);
        pause = Math.min(700 * 1.5 ** Math.min(this.failures, 9), longest) * between(0.6, 1);
      }
    }
    this.isAsking = false;
    this.at = Date.now() + (this.isAskedAgain ? between(0, this.spread) : pause);
    schedule();
  }

  async fetch() {
    const headers = { Accept: "text/html", "X-Requested-With": "live" };
    if (this.etag) headers["If-None-Match"] = this.etag;
    const { done } = this;
    const answer = await fetch(this.element.dataset.liveUrl, {
      headers,
      cache: "no-store",
      credentials: "same-origin",
      signal: AbortSignal.timeout(GIVES_UP_AFTER),
    });
    if (answer.status === 304) {
      tell(this.element, "live:same");
      return;
    }
    if (answer.redirected || [401, 403, 404, 410].includes(answer.status)) throw new Gone();
    if (!answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    if (this.deeds.size || this.done !== done) {
      this.isAskedAgain ||= !this.deeds.size;
      return;
    }
    this.etag = answer.headers.get("ETag") || "";
    swap(this.element, html);
    tell(this.element, "live:changed");
  }
}

class Gone extends Error {}

function begins({ target, detail }) {
  for (const piece of pieces.values()) if (piece.element.contains(target)) piece.deeds.add(detail.ctx);
}

function ends({ detail }) {
  for (const piece of pieces.values()) {
    if (!piece.deeds.delete(detail.ctx)) continue;
    piece.done += 1;
    piece.hint();
  }
}

function tell(element, name) {
  element.dispatchEvent(new CustomEvent(name, { bubbles: true }));
}

const held = new WeakMap();

// Puts the new piece in place. Who types in the old one, or has a dialog open in it, keeps it until
// the hands are free; who stands on a button finds the focus on the same button, and what was chosen
// or typed but not yet sent stays in its field: a field about another thing needs another id.
function swap(element, html) {
  const active = element.contains(document.activeElement) ? document.activeElement : null;
  if (element.querySelector(":active")) {
    // a finger is on it: what it touches must still be there when it lifts
    setTimeout(() => swap(element, html), 300);
    return;
  }
  const isBusy = element.querySelector("dialog[open]") || active?.matches("input:not([type=checkbox], [type=radio]), select, textarea");
  if (isBusy) {
    if (!held.has(element)) {
      const later = () => setTimeout(() => held.has(element) && swap(element, held.get(element)));
      element.addEventListener("focusout", later, { once: true });
    }
    held.set(element, html);
    return;
  }
  held.delete(element);
  const opened = [...element.querySelectorAll("details[open][id]")].map((one) => one.id);
  const path = active && way(element, active);
  const filled = [...element.querySelectorAll(FIELDS)].filter(isFilled);
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  element.replaceChildren(fresh.content);
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  for (const one of filled) fill(way(element, one)(element), one);
  // what one stood on may be gone: then to where the next press is, and never by chance to another act
  if (path) (path(element) || element.querySelector("[data-first]") || element.querySelector("h1, h2, a:not([role=alert] *), button:not([role=alert] *)"))?.focus({ preventScroll: true });
}

// Whether the person put something else in a field than what it came with.
function isFilled(field) {
  if (field.localName === "select") {
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(0, first);
  }
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

function fill(field, old) {
  if (!field) return;
  if (field.localName !== "select") field.value = old.value;
  else if ([...field.options].some((option) => option.value === old.value)) field.value = old.value;
  if ("checked" in field) field.checked = old.checked;
}

// How to find the same thing again: by its id, or by its name and value, or by its address. What a
// field holds is no part of it, unless it is a box to tick.
function way(root, one) {
  const quote = (text) => CSS.escape(text);
  if (one.id) return () => document.getElementById(one.id);
  const address = one.getAttribute("href") || one.form?.getAttribute("action");
  return (fresh) => {
    if (one.getAttribute("href")) return fresh.querySelector(`a[href="${quote(address)}"]`);
    const name = one.name ? `[name="${quote(one.name)}"]` : "";
    const isNamed = one.matches("button, [type=checkbox], [type=radio]") && one.value;
    const value = isNamed ? `[value="${quote(one.value)}"]` : "";
    const within = address ? `form[action="${quote(address)}"] ` : "";
    return fresh.querySelector(`${within}${one.localName}${name}${value}`);
  };
}

function schedule() {
  clearTimeout(clock);
  if (!pieces.size) return;
  const next = Math.min(...[...pieces.values()].filter((one) => !one.isAsking).map((one) => one.at));
  clock = setTimeout(tick, Math.max(20, Math.min(next - Date.now(), 1000)));
}

function tick() {
  const now = Date.now();
  for (const [element, piece] of pieces) {
    if (!element.isConnected) pieces.delete(element);
    else if (!piece.isAsking && piece.at <= now) piece.ask();
  }
  watch(now);
  schedule();
}

// The stream is opened while somebody looks, and again when it was silent for too long: a browser
// does not always notice that a network fell away. Many pages of one browser share few connections,
// so a page in the background has none.
function watch(now) {
  if (!window.EventSource) return;
  if (source && source.readyState === EventSource.CLOSED) {
    close();
    attempts += 1;
    // refused (full, or not ours): asking goes on, the stream later
    streamAgainAt = now + Math.min(60_000, 1000 * 2 ** attempts) * between(0.7, 1.3);
  }
  if (source && now - lastSign > SILENT_FOR) {
    close();
    streamAgainAt = now + between(0, 1000);
  }
  if (!source && !document.hidden && now >= streamAgainAt) open();
}

function open() {
  const topics = new Set([...pieces.values()].flatMap((piece) => piece.topics));
  if (!topics.size) return;
  const query = new URLSearchParams([...topics].map((topic) => ["topic", topic]));
  source = new EventSource(`${STREAM}?${query}`);
  lastSign = Date.now();
  source.addEventListener("beat", alive);
  // the server's first word: from here on no hint is missed, so what we show is asked once more
  source.addEventListener("ready", () => {
    alive();
    attempts = 0;
    for (const piece of pieces.values()) {
      piece.isHinted = true;
      piece.hint();
    }
  });
  source.addEventListener("changed", (event) => {
    alive();
    for (const piece of pieces.values()) {
      if (!piece.topics.includes(event.data)) continue;
      piece.isHinted = true;
      piece.hint();
    }
  });
  source.onerror = () => {
    // the browser tries again by itself, unless it was refused; meanwhile we ask
    for (const piece of pieces.values()) piece.hint(between(200, 1000));
  };
}

function alive() {
  lastSign = Date.now();
}

function close() {
  source?.close();
  source = undefined;
}

function seen() {
  if (document.hidden) {
    close();
    return;
  }
  streamAgainAt = 0;
  for (const piece of pieces.values()) piece.hint(0);
  tick();
}

// Ask a piece anew now, for instance after a form of the page itself.
export function refresh(element) {
  const piece = pieces.get(element);
  if (piece) {
    piece.isHinted = true;
    piece.hint(0);
  }
}

let hasStarted = false;

export function startLive() {
  for (const element of document.querySelectorAll("[data-live]")) {
    if (!pieces.has(element)) pieces.set(element, new Piece(element));
  }
  if (hasStarted || !pieces.size) return;
  hasStarted = true;
  document.addEventListener("visibilitychange", seen);
  document.addEventListener("htmx:before:request", begins);
  document.addEventListener("htmx:finally:request", ends);
  addEventListener("online", seen);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted) seen();
  });
  tick();
}
