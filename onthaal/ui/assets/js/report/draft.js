// What is typed stays on this device until it is sent, at most two days. Contact details are left
// out: others may use this device too.
import { get, put, remove } from "./store.js";

const ID = "melding";
const KEPT_FOR = 48 * 3600 * 1000;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "name", "email", "phone", "photos", "zoom"]);

export function entriesOf(form, photos) {
  const entries = [];
  for (const [name, value] of new FormData(form)) {
    if (name === "photos" || value instanceof Blob) continue;
    entries.push({ name, value });
  }
  for (const { file } of photos.list) entries.push({ name: "photos", value: file, file: file.name });
  return entries;
}

export async function save(form, photos, step) {
  const entries = entriesOf(form, photos).filter(
    ({ name }) => name === "photos" || !NOT_KEPT.has(name),
  );
  const says = entries.some(
    ({ name, value }) => ["address", "description", "category", "photos"].includes(name) && value,
  );
  try {
    if (says) await put("drafts", { id: ID, entries, step, at: Date.now() });
    else await remove("drafts", ID);
  } catch {
    // Private windows may refuse storage; then there is no draft.
  }
}

export async function load() {
  try {
    const kept = await get("drafts", ID);
    if (kept && Date.now() - kept.at < KEPT_FOR) return kept;
    if (kept) await remove("drafts", ID);
  } catch {
    // no storage
  }
  return null;
}

export async function forget() {
  try {
    await remove("drafts", ID);
  } catch {
    // no storage
  }
}

// Put entries back in the form; ``choose`` is told the subject, so that its questions appear.
export function fillIn(form, entries, photos, choose) {
  const values = new Map();
  for (const { name, value } of entries) {
    if (name === "photos") continue;
    values.set(name, [...(values.get(name) || []), value]);
  }
  const category = values.get("category")?.[0];
  set(form, "category", values.get("category") || []);
  if (category) choose(category);
  for (const [name, given] of values) {
    if (name !== "category" && name !== "csrfmiddlewaretoken") set(form, name, given);
  }
  photos.put(entries.filter(({ name }) => name === "photos").map(({ value }) => value));
}

function set(form, name, given) {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = given.includes(field.value);
    else if (field.type !== "image" && field.nodeName !== "BUTTON") field.value = given[0] ?? "";
  }
}
