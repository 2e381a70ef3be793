// What waits on this device: the form in the making ("drafts") and reports to send ("queue").
// No DOM here: the service worker uses it too.
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("onthaal-melden", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("queue", { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => {
      opened = undefined;
      reject(request.error);
    };
  });
  return opened;
}

async function use(store, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const get = (store, key) => use(store, "readonly", (rows) => rows.get(key));
export const all = (store) => use(store, "readonly", (rows) => rows.getAll());
export const put = (store, row) => use(store, "readwrite", (rows) => rows.put(row));
export const remove = (store, key) => use(store, "readwrite", (rows) => rows.delete(key));
