// Deeds that a phone keeps while there is no network: the worker writes them, pages send them.
// Each belongs to who did it, under the key by which the server does it one time only.

const NAME = "relais", SHELF = "deeds"
const OURS = ["once", "kept_as", "csrfmiddlewaretoken"]
const REPEATED = /^\/prospecting\// // each call of one's own is another one

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

// A deed that is pressed a second time while the first is on its way is kept once; one that was
// refused and is tried again takes its place.
export async function keepOnce(deed) {
  const earlier = (await keptBy(deed.who)).filter(other => isSame(deed, other))
  if (earlier.some(other => !other.why)) return
  for (const other of earlier) await forget(other.once)
  await keep(deed)
}

// What was refused on a page is settled by the next deed that is done there.
export async function settle(who, address) {
  for (const deed of await keptBy(who)) {
    if (deed.why && pageOf(deed.address) === pageOf(address)) await forget(deed.once)
  }
}

export const pageOf = address => address.replace(/[a-z_-]+\/$/, "")

// What somebody typed with a deed, for him to read again: his words, and no key or choice of the form.
export const typedIn = deed =>
  told(deed).filter(([name]) => ["text", "words", "note"].includes(name)).map(([, value]) => value).join("\n")

const isSame = (one, other) =>
  one.address === other.address && !REPEATED.test(one.address) && `${told(one)}` === `${told(other)}`

const told = deed => [...new URLSearchParams(deed.body)].filter(([name, value]) => value && !OURS.includes(name)).sort()
