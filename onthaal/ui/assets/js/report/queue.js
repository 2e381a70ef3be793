// Reports that could not be sent yet. Each has its key: the server takes the same one only once,
// so trying again is always safe. No DOM here: the service worker uses it too.
import { all, put } from "./store.js";

export const REPORT_URL = "/melden/";
const TOKEN_URL = "/melden/sleutel/";

// Send one report: {state: "sent", url, reference} | {state: "refused", html} | {state: "later"}.
export async function send(entries) {
  let answer;
  try {
    // the token of the page may be days old
    const fresh = await fetch(TOKEN_URL, { cache: "no-store", credentials: "same-origin" });
    if (!fresh.ok) return { state: "later", status: fresh.status };
    const { token } = await fresh.json();
    const body = new FormData();
    for (const { name, value, file } of entries) {
      if (name === "csrfmiddlewaretoken") continue;
      if (value instanceof Blob) body.append(name, value, file);
      else body.append(name, value);
    }
    answer = await fetch(REPORT_URL, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": token },
    });
  } catch {
    return { state: "later", status: 0 };
  }
  if (answer.status === 201) return { state: "sent", ...(await answer.json()) };
  if (answer.status === 422 || answer.status === 403) {
    return { state: "refused", html: await answer.text() };
  }
  return { state: "later", status: answer.status };
}

export async function enqueue(key, entries, label) {
  await put("queue", { key, entries, label, at: Date.now(), state: "waiting" });
  try {
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.sync?.register("meldingen");
  } catch {
    // Only some browsers wake up by themselves; the page tries again too.
  }
}

// Whether something still has to be sent.
export async function waits() {
  return (await all("queue")).some((item) => item.state === "waiting");
}

// Try everything that waits, one at a time, in one place only: a tab or the service worker. What
// came of it stays in the queue for the page to tell, whoever did it. Gives of how many.
export async function flush() {
  const work = async () => {
    let settled = 0;
    for (const item of await all("queue")) {
      if (item.state !== "waiting") continue;
      const result = await send(item.entries);
      if (result.state === "sent") {
        const { url, reference } = result;
        const { key, label, at } = item;
        await put("queue", { key, label, at, state: "sent", url, reference });
      } else if (result.state === "refused") await put("queue", { ...item, state: "refused" });
      else if (result.status === 0) break;
      if (result.state !== "later") settled += 1;
    }
    return settled;
  };
  if (navigator.locks) return navigator.locks.request("onthaal-melden", work);
  return work();
}
