// A rep's phone: his day is held for when there is no network; what he did without is sent when it
// is back, one time only, and a refusal met then is shown until he has read it.

import { forget, keep, keptBy } from "./store.js"

const LATER = /^\/((leads|appointments|coaching\/observations)\/[0-9a-f-]{36}|prospecting\/own)\/[a-z_-]+\/$/
const AGAIN = 30_000, FRESH = 15 * 60_000

export function phone(document) {
  const bar = document.getElementById("kept")
  if (!bar || !("serviceWorker" in navigator)) return
  document.addEventListener("submit", event => mark(event))
  hold(document, bar)
  send(document, bar)
  addEventListener("online", () => send(document, bar))
  setInterval(() => send(document, bar), AGAIN)
}

// A key of its own for each form that may have to wait, and words by which it is known there.
function mark({ target, submitter, defaultPrevented }) {
  const address = new URL(target.action)
  if (defaultPrevented || target.method !== "post" || !LATER.test(address.pathname)) return
  put(target, "once", crypto.randomUUID())
  put(target, "kept_as", [submitter?.innerText.trim(), titled(document)].filter(Boolean).join(" · "))
  for (const day of target.querySelectorAll("[data-today]")) day.value = today()
}

// What is sent days later was done today, as the phone's own calendar has it.
function today() {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, "0")).join("-")
}

const titled = page => page.title.replace(/ · Relais$/, "").trim()

function put(form, name, value) {
  const field = form.elements.namedItem(name) ?? form.appendChild(document.createElement("input"))
  Object.assign(field, { type: "hidden", name, value })
}

// What the desk names is fetched by the worker, with what draws it.
async function hold(document, bar) {
  const worker = (await navigator.serviceWorker.register("/worker.js")) && await navigator.serviceWorker.ready
  const named = document.querySelector("[data-hold]")
  if (!named || !navigator.onLine) return
  const held = () => { bar.dataset.held = "yes" }
  const hold = named.dataset.hold + bar.dataset.who
  if (isFresh(hold)) return held()
  navigator.serviceWorker.addEventListener("message", () => {
    sessionStorage.setItem("held", JSON.stringify({ hold, at: Date.now() }))
    held()
  })
  const pages = ["/", "/kept/", ...named.dataset.hold.split(" ").filter(Boolean)]
  const drawn = [...document.querySelectorAll("link[href][rel=stylesheet], link[rel=icon], script[src], svg use")]
  const stuff = new Set(drawn.map(thing => new URL(thing.src || thing.href?.baseVal || thing.href, location).pathname))
  worker.active.postMessage({ who: bar.dataset.who, pages, stuff: [...stuff] })
}

// The same pages are fetched again after a while only: the server has others to answer.
function isFresh(hold) {
  const held = JSON.parse(sessionStorage.getItem("held") ?? "{}")
  return held.hold === hold && Date.now() - held.at < FRESH
}

function send(document, bar) {
  return navigator.locks.request("relais-send", async () => {
    for (const deed of await keptBy(bar.dataset.who)) {
      if (deed.why) continue
      if (!await sent(document, deed)) break
    }
    await show(document, bar)
  })
}

// Say whether the server has answered; what it refused stays, with its reason.
async function sent(document, deed) {
  const body = new URLSearchParams(deed.body)
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value
  if (token) body.set("csrfmiddlewaretoken", token)
  const headers = { "X-Relais-Kept": "yes" }
  const answer = await fetch(deed.address, { method: "POST", body, headers }).catch(() => null)
  if (!answer || answer.status === 401 || answer.status === 403 || answer.status >= 500) return false
  const told = await answer.json().catch(() => ({}))
  if (answer.ok) await forget(deed.once)
  else await keep({ ...deed, why: told.why || answer.statusText })
  if (answer.ok) say(document, told.words || deed.words)
  return true
}

function say(document, words) {
  const shown = document.createElement("p")
  shown.className = "alert alert-success"
  shown.setAttribute("x-data", "toast")
  shown.textContent = words
  document.getElementById("toasts").append(shown)
}

async function show(document, bar) {
  const deeds = await keptBy(bar.dataset.who)
  const refused = deeds.filter(deed => deed.why)
  const count = refused.length || deeds.length
  const words = refused.length ? bar.dataset.refused : navigator.onLine ? bar.dataset.waiting : bar.dataset.offline
  bar.hidden = !count && navigator.onLine
  bar.classList.toggle("alert-danger", refused.length > 0)
  bar.querySelector("output").textContent = count && (refused.length || navigator.onLine) ? `${words} · ${count}` : words
  bar.dataset.count = deeds.length
  list(document, deeds)
}

// The page of what is kept: what waits, what was refused and why, what can be read.
async function list(document, deeds) {
  const shelf = document.getElementById("shelf")
  if (!shelf) return
  shelf.replaceChildren(...deeds.map(deed => line(shelf, deed)))
  document.getElementById("nothing-kept").hidden = deeds.length > 0
  const held = await caches.open(`pages-${document.getElementById("kept").dataset.who}`)
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

function line(shelf, deed) {
  const item = shelf.nextElementSibling.content.cloneNode(true).firstElementChild
  const told = name => item.querySelector(`[data-${name}]`)
  told("words").textContent = deed.words
  told("words").href = deed.address.replace(/[a-z_-]+\/$/, "")
  told("at").textContent = new Date(deed.at).toLocaleString(document.documentElement.lang, { timeStyle: "short", dateStyle: "medium" })
  told("why").textContent = deed.why ?? ""
  told("waits").hidden = Boolean(deed.why)
  told("drop").hidden = !deed.why
  told("drop").addEventListener("click", async () => {
    await forget(deed.once)
    await show(document, document.getElementById("kept"))
  })
  return item
}
