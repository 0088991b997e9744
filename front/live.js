// Parts of a page that have changed are drawn anew in place, but for one in which somebody is: what
// he types, has unfolded or stands on stays as it is, and is drawn anew once he has left it.

const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea"
let kept = false

export function live(document) {
  document.addEventListener("htmx:oobBeforeSwap", event => {
    if (!document.querySelector("[data-anew]") || !isInUse(event.detail.target)) return
    event.detail.shouldSwap = false
    kept = true
  })
  for (const name of ["focusout", "toggle"]) document.addEventListener(name, () => setTimeout(leave), true)
}

function leave() {
  const [parts] = document.querySelectorAll("[data-anew]")
  if (!kept || !parts) return
  const ids = parts.getAttribute("hx-select-oob").split(",")
  if (ids.some(id => isInUse(document.querySelector(id)))) return
  kept = false
  document.body.dispatchEvent(new Event("left"))
}

function isInUse(part) {
  if (!part) return false
  return part.contains(document.activeElement) || part.querySelector("details[open]") !== null || isTyped(part)
}

function isTyped(part) {
  const [fields, ticks, choices] = [TYPED, "[type=checkbox], [type=radio]", "select"].map(each => [...part.querySelectorAll(each)])
  return fields.some(field => field.value !== field.defaultValue) ||
    ticks.some(tick => tick.checked !== tick.defaultChecked) ||
    choices.some(choice => choice.selectedIndex !== Math.max(0, [...choice.options].findIndex(one => one.defaultSelected)))
}
