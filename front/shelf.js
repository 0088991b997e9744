// How what a phone keeps is shown: on the page of all of it, and where it was done. A deed that waits
// stands there as done here and on its way; one that was refused says why, and what to do.

import { pageOf, typedIn } from "./store.js"

const SAID_AGAIN = /\/message\/$|^\/prospecting\// // may be done again while the first is on its way

// On the page that is open: what waits, what went, and what was refused here.
export function stand(document, bar, deeds, done, drop) {
  for (const mark of document.querySelectorAll(".kept-mark")) mark.remove()
  for (const form of document.querySelectorAll("[data-kept-away]")) {
    form.hidden = false
    delete form.dataset.keptAway
  }
  const waiting = deeds.filter(deed => !deed.why), refused = deeds.filter(deed => deed.why)
  for (const place of document.querySelectorAll("[data-about]")) {
    const about = deed => pageOf(deed.address) === place.dataset.about
    const name = waiting.some(about) ? "kept-mark" : refused.some(about) ? "refused-mark" : ""
    if (name) mark(document, place.querySelector(".who, .card-title"), name)
  }
  const title = document.querySelector("h1")
  if (waiting.some(isHere)) mark(document, title, "kept-mark")
  for (const address of new Set(waiting.map(deed => deed.address))) away(document, address, "kept-mark")
  for (const address of done) if (!SAID_AGAIN.test(address) && !waiting.some(deed => deed.address === address)) away(document, address, "sent-mark")
  const here = bar.querySelector("#here")
  here.replaceChildren(...refused.filter(isHere).map(deed => line(document, deed, drop)))
  here.hidden = !here.children.length
}

const isHere = deed => pageOf(deed.address) === location.pathname

function mark(document, place, name) {
  place?.append(" ", document.getElementById(name).content.cloneNode(true))
}

// In the place of its button stands that the deed is done here.
function away(document, address, name) {
  for (const form of document.querySelectorAll(`main form[action="${CSS.escape(address)}"]`)) {
    const box = form.closest("details.folded") ?? form
    const told = document.getElementById(name).content.cloneNode(true)
    told.firstElementChild.prepend(`${form.querySelector("button:not([type=button])").innerText.trim()} `)
    box.before(told)
    if (SAID_AGAIN.test(address)) continue
    box.hidden = true
    box.dataset.keptAway = "yes"
  }
}

// The page of what is kept: what waits, what was refused and why, what can be read.
export async function list(document, bar, deeds, drop) {
  const shelf = document.getElementById("shelf")
  if (!shelf) return
  shelf.replaceChildren(...deeds.map(deed => line(document, deed, drop)))
  document.getElementById("nothing-kept").hidden = deeds.length > 0
  const held = await caches.open(`pages-${bar.dataset.who}`)
  const pages = await Promise.all((await held.keys()).map(async request => {
    const drawn = new DOMParser().parseFromString(await (await held.match(request)).text(), "text/html")
    return { path: new URL(request.url).pathname, title: titled(drawn) }
  }))
  const readable = pages.filter(({ path }) => path !== "/kept/")
  document.getElementById("held").replaceChildren(...readable.map(({ path, title }) => {
    const item = document.createElement("li")
    item.append(Object.assign(document.createElement("a"), { href: path, textContent: title || path }))
    return item
  }))
}

export const titled = page => page.title.replace(/ · Relais$/, "").trim()

function line(document, deed, drop) {
  const item = document.getElementById("kept-line").content.cloneNode(true).firstElementChild
  const told = name => item.querySelector(`[data-${name}]`)
  told("words").textContent = deed.words
  told("words").href = pageOf(deed.address)
  told("at").textContent = new Date(deed.at).toLocaleString(document.documentElement.lang, { timeStyle: "short", dateStyle: "medium" })
  told("typed").textContent = typedIn(deed)
  told("typed").hidden = !typedIn(deed)
  told("why").textContent = deed.why ?? ""
  told("todo").textContent = deed.todo ?? ""
  told("waits").hidden = Boolean(deed.why)
  told("drop").hidden = !deed.why
  told("drop").addEventListener("click", () => drop(deed))
  return item
}
