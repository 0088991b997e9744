// Single keys, for those who sit all day: / searches, ? helps, g and a letter goes to a place.
// They rest while somebody types, and where they were turned off no place names its key.

const TYPED_IN = "input, textarea, select, [contenteditable]"

export function keys(document) {
  const box = document.querySelector("[aria-keyshortcuts='/']")
  if (!box) return
  let going = false
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED_IN)) return
    const place = going && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
    going = event.key === "g"
    if (place) place.click()
    else if (event.key === "/") box.focus()
    else if (event.key === "?") document.getElementById("help").togglePopover()
    else return
    event.preventDefault()
  })
}
