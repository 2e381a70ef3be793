// What a crew did and could not send yet. Each deed has its key: the server takes the same one only
// once, so trying again is always safe. No DOM here: the service worker uses it too.
import { database } from "../report/store.js";

const { all, put, remove } = database("onthaal-ploeg", { deeds: "key" });
const TOKEN_URL = "/balie/ploeg/sleutel/";

export const forget = (key) => remove("deeds", key);

// Everything that waits or must be told, in the order in which it was done.
export async function deeds() {
  const found = await all("deeds");
  return found.sort((one, other) => one.at - other.at);
}

// Whether something of this user still has to be sent; without a user, of anybody.
export async function waits(user) {
  return (await all("deeds")).some(
    (deed) => deed.state === "waiting" && (user === undefined || deed.user === user),
  );
}

export async function enqueue(deed) {
  await put("deeds", { ...deed, state: "waiting" });
  try {
    const worker = await navigator.serviceWorker?.ready;
    await worker?.sync?.register("ploeg");
  } catch {
    // Only some browsers wake up by themselves; the page tries again too.
  }
}

// Try everything that waits, one after the other, in one place only: a tab or the service worker.
// Gives how many were sent. Stops at the first that has no network, so that the order stays.
export async function flush() {
  const work = async () => {
    let sent = 0;
    const waiting = (await deeds()).filter((deed) => deed.state === "waiting");
    if (!waiting.length) return sent;
    const session = await fresh();
    if (!session) return sent;
    for (const deed of waiting) {
      // a telephone may pass from hand to hand: nobody sends in a colleague's name
      if (deed.user !== session.user) continue;
      const outcome = await send(deed, session.token);
      if (outcome === "later") break;
      sent += 1;
    }
    return sent;
  };
  if (navigator.locks) return navigator.locks.request("onthaal-ploeg", work);
  return work();
}

// The token of the page may be days old.
async function fresh() {
  try {
    const answer = await fetch(TOKEN_URL, { cache: "no-store", credentials: "same-origin" });
    return answer.ok && !answer.redirected ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

async function send(deed, token) {
  const body = new FormData();
  for (const { name, value, file } of deed.entries) {
    if (value instanceof Blob) body.append(name, value, file);
    else body.append(name, value);
  }
  let answer;
  try {
    answer = await fetch(deed.url, {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "error",
      headers: { Accept: "application/json", "X-CSRFToken": token },
    });
  } catch {
    return "later";
  }
  if (answer.status === 201) {
    const { conflict } = await answer.json();
    if (conflict) await put("deeds", { ...deed, entries: [], state: "conflict", told: conflict });
    else await remove("deeds", deed.key);
    return "sent";
  }
  if (answer.status === 422) {
    const { errors } = await answer.json();
    await put("deeds", { ...deed, state: "refused", told: errors.join(" ") });
    return "refused";
  }
  if (answer.status === 404) {
    const told = "Deze opdracht is niet meer van uw ploeg. Bel uw planner.";
    await put("deeds", { ...deed, state: "refused", told });
    return "refused";
  }
  return "later";
}
