// A rep's phone: his day is held for when there is no network; what he did without is sent when it
// is back, one time only, and a refusal met then is shown until he has read it.

import { list, stand, titled } from "./shelf.js"
import { forget, keep, keptBy, pageOf } from "./store.js"

const LATER = /^\/((leads|appointments|coaching\/observations)\/[0-9a-f-]{36}|prospecting\/own)\/[a-z_-]+\/$/
const done = new Set() // addresses of what was sent since this page was drawn
let wanted = "" // which pages the worker was asked to hold
const AGAIN = 30_000, FRESH = 15 * 60_000

export function phone(document) {
  const bar = document.getElementById("kept")
  if (!bar || !("serviceWorker" in navigator)) return
  document.addEventListener("submit", event => mark(event))
  navigator.serviceWorker.addEventListener("message", () => {
    sessionStorage.setItem("held", JSON.stringify({ hold: wanted, at: Date.now() }))
    bar.dataset.held = "yes"
  })
  hold(document, bar)
  send(document, bar)
  document.addEventListener("htmx:afterSettle", () => { hold(document, bar); show(document, bar) })
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

function put(form, name, value) {
  const field = form.elements.namedItem(name) ?? form.appendChild(document.createElement("input"))
  Object.assign(field, { type: "hidden", name, value })
}

// What the desk names is fetched by the worker, with what draws it; what it names later as well.
async function hold(document, bar) {
  const worker = (await navigator.serviceWorker.register("/worker.js")) && await navigator.serviceWorker.ready
  const named = document.querySelector("[data-hold]")
  if (!named || !navigator.onLine) return
  const hold = named.dataset.hold + bar.dataset.who
  if (isFresh(hold)) bar.dataset.held = "yes"
  if (isFresh(hold) || hold === wanted) return
  wanted = hold
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
    const changed = []
    for (const deed of await keptBy(bar.dataset.who)) {
      if (deed.why) continue
      if (!await sent(document, deed)) break
      changed.push(pageOf(deed.address))
    }
    await show(document, bar)
    if (changed.length) navigator.serviceWorker.controller?.postMessage({ again: ["/", ...new Set(changed)] })
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
  else await keep({ ...deed, why: told.why || answer.statusText, todo: told.todo ?? "" })
  if (answer.ok) say(document, told.words || deed.words)
  if (answer.ok) done.add(deed.address)
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
  const drop = async deed => { await forget(deed.once); await show(document, bar) }
  const deeds = await keptBy(bar.dataset.who)
  const refused = deeds.filter(deed => deed.why)
  const count = refused.length || deeds.length
  const words = refused.length ? bar.dataset.refused : navigator.onLine ? bar.dataset.waiting : bar.dataset.offline
  bar.hidden = !count && navigator.onLine
  bar.classList.toggle("alert-danger", refused.length > 0)
  const counted = words === bar.dataset.offline ? `${words} ${bar.dataset.waiting}` : words
  const said = count ? `${counted} · ${count}` : words
  const output = bar.querySelector("output")
  if (output.textContent !== said) output.textContent = said
  bar.dataset.count = deeds.length
  stand(document, bar, deeds, done, drop)
  await list(document, bar, deeds, drop)
}
