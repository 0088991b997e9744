// Single keys, for those who sit all day: / searches, ? helps, g and a letter goes to a place, and a
// letter does what is marked with it on this page, or leads there to type. They rest while somebody types; Escape ends that.
// Where they were turned off nothing names its key. Just after a page or a card has come, keys that do a deed
// rest, and look so: what is pressed twice in haste does nothing to what nobody has read yet.

const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"
const STEPS = { j: 1, k: -1 }
const REST = 800 // ms
const FIELDS = "input:not([type=hidden]), select, textarea"

export function keys(document) {
  let going = false
  rest(document)
  document.addEventListener("htmx:afterSwap", ({ detail }) => detail.target.id === "main" && rest(document))
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const box = document.querySelector("[aria-keyshortcuts='/']")
    if (!box) return
    const typed = event.target.closest?.(TYPED_IN)
    if (typed) {
      if (event.key === "Escape" && !event.defaultPrevented && typed.closest("main")) typed.blur()
      return
    }
    const key = CSS.escape(event.key)
    const place = going && document.querySelector(`[data-key="${key}"]`)
    const marked = !going && document.querySelector(`[data-press="${key}"], [data-to="${key}"]`)
    going = event.key === "g"
    if (place) place.click()
    else if (marked) press(marked, event)
    else if (STEPS[event.key] && walk(document, STEPS[event.key])) return event.preventDefault()
    else if (event.key === "/") box.focus()
    else if (event.key === "?") document.getElementById("help").togglePopover()
    else return
    event.preventDefault()
  })
}

// Along the lines of a list that is marked to be walked; Enter then opens one.
function walk(document, step) {
  const stops = [...document.querySelectorAll("[data-walk]")].filter(stop => stop.checkVisibility())
  const here = stops.findIndex(stop => stop.closest("li") === document.activeElement?.closest("li"))
  const stop = stops[here < 0 ? (step > 0 ? 0 : stops.length - 1) : here + step]
  stop?.focus()
  return stops.length > 0
}

// `data-keys` on the page says that they rest.
let waking
function rest({ documentElement: page }) {
  page.dataset.keys = "resting"
  clearTimeout(waking)
  waking = setTimeout(() => delete page.dataset.keys, REST)
}

// A key that is held down moves on and on, but does a deed once; a deed under way is not done again.
function press(marked, event) {
  if (marked.dataset.to) return into(marked)
  if (marked.localName === "button" && document.documentElement.dataset.keys) return
  if (marked.closest(".htmx-request") || (event.repeat && marked.localName !== "a")) return
  if (marked.localName !== "summary") return marked.click()
  marked.parentElement.open = true
  into(marked.parentElement)
}

function into(box) {
  const field = box.matches(FIELDS) ? box : box.querySelector(FIELDS) ?? box.querySelector("button")
  field?.focus()
}
