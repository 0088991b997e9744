// Stands in for the site while a rep has no network: gives the pages that were kept this morning,
// and keeps what he does until it can be sent. With network it changes nothing.

import { keepOnce, settle } from "./store.js"

const STUFF = "stuff", PAGES = "pages-", WHO = "/who", KEPT = "/kept/"
const BUILT = "/static/dist/" // names there carry a print of their content
const LATER = /^\/((leads|appointments|coaching\/observations)\/[0-9a-f-]{36}|prospecting\/own)\/[a-z_-]+\/$/
const STALE = 36 * 3600 * 1000

addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(clients.claim()))

addEventListener("fetch", event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.mode === "navigate") event.respondWith(request.method === "GET" ? page(request) : form(request))
  else if (request.method === "GET" && pathname.startsWith("/static/")) event.respondWith(stuff(request))
})

addEventListener("message", event => {
  const { who, pages, stuff, again } = event.data
  if (again) return event.waitUntil(renew(again))
  event.waitUntil(hold(who, pages, stuff).then(() => event.source.postMessage("held")))
})

async function page(request) {
  try {
    return await fetch(request)
  } catch {
    return await copy(new URL(request.url).pathname) ?? await copy(KEPT) ?? Response.error()
  }
}

async function stuff(request) {
  const held = await caches.open(STUFF)
  return await held.match(request, { ignoreSearch: true }) ?? fetch(request)
}

// A form that cannot be sent is kept where the deed can wait; where it cannot, its page says so.
async function form(request) {
  const { pathname } = new URL(request.url)
  const again = request.clone()
  try {
    const answer = await fetch(request)
    if (pathname === "/sign-out/") await leave()
    else if (answer.type === "opaqueredirect" && LATER.test(pathname)) await settle(await who(), pathname)
    return answer
  } catch {
    const body = await again.text()
    const told = new URLSearchParams(body)
    const deed = { once: told.get("once"), words: told.get("kept_as"), at: Date.now(), who: await who() }
    if (deed.once && deed.who && LATER.test(pathname)) await keepOnce({ ...deed, address: pathname, body })
    return Response.redirect(KEPT, 303)
  }
}

// Hold these pages of this person, and none but these; another's go at once.
async function hold(person, pages, files) {
  const name = PAGES + person
  for (const other of await caches.keys()) {
    if (other.startsWith(PAGES) && other !== name) await caches.delete(other)
  }
  const [held, things] = [await caches.open(name), await caches.open(STUFF)]
  await things.put(WHO, new Response(person))
  for (const request of await held.keys()) {
    if (!pages.includes(new URL(request.url).pathname)) await held.delete(request)
  }
  for (const request of await things.keys()) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith(BUILT) && !files.includes(pathname)) await things.delete(request)
  }
  for (const path of files) await things.match(path) ?? await things.add(path).catch(() => null)
  for (const path of pages) await fresh(held, path) // one by one: the server has others to answer
}

// Of these pages those that are held are fetched again: a deed has changed them.
async function renew(pages) {
  const held = await caches.open(PAGES + await who())
  for (const path of pages) if (await held.match(path)) await fresh(held, path)
}

async function fresh(held, path) {
  const answer = await fetch(path, { redirect: "error" }).catch(() => null)
  if (answer?.ok) await held.put(path, answer).catch(() => null)
  else if (answer) await held.delete(path)
}

async function copy(path) {
  const held = await caches.open(PAGES + await who())
  const answer = await held.match(path)
  if (!answer) return
  if (Date.now() - Date.parse(answer.headers.get("Date")) < STALE) return answer
  await held.delete(path)
}

async function who() {
  const held = await caches.open(STUFF)
  return (await held.match(WHO))?.text()
}

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(PAGES)) await caches.delete(name)
  await (await caches.open(STUFF)).delete(WHO)
}
