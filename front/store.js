// Deeds that a phone keeps while there is no network: the worker writes them, pages send them.
// Each belongs to who did it, under the key by which the server does it one time only.

const NAME = "relais", SHELF = "deeds"

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF, { keyPath: "once" })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
}

async function on(mode, act) {
  const store = await opened()
  return new Promise((resolve, reject) => {
    const work = store.transaction(SHELF, mode)
    const asked = act(work.objectStore(SHELF))
    work.oncomplete = () => { store.close(); resolve(asked.result) }
    work.onabort = () => { store.close(); reject(work.error) }
  })
}

export const keep = deed => on("readwrite", shelf => shelf.put(deed))
export const forget = once => on("readwrite", shelf => shelf.delete(once))

// Those of one person, in the order in which they were done.
export async function keptBy(who) {
  const deeds = await on("readonly", shelf => shelf.getAll())
  return deeds.filter(deed => deed.who === who).sort((one, other) => one.at - other.at)
}
