// What waits on this device. No DOM here: service workers use it too.

// A database of this device with its stores: {name of store: its key}.
export function database(name, stores) {
  let opened;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const [store, keyPath] of Object.entries(stores)) {
          request.result.createObjectStore(store, { keyPath });
        }
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
    const there = await open();
    return new Promise((resolve, reject) => {
      const transaction = there.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    get: (store, key) => use(store, "readonly", (rows) => rows.get(key)),
    all: (store) => use(store, "readonly", (rows) => rows.getAll()),
    put: (store, row) => use(store, "readwrite", (rows) => rows.put(row)),
    remove: (store, key) => use(store, "readwrite", (rows) => rows.delete(key)),
  };
}

// Of residents: the form in the making ("drafts") and reports to send ("queue").
export const { get, all, put, remove } = database("onthaal-melden", { drafts: "id", queue: "key" });
