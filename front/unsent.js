// What somebody has done in place and the server did not take is said: no deed fails in silence.
// What a page asks by itself is passed over, it asks again.

const BY_HAND = ["click", "submit", "keydown"]

export function unsent(document) {
  const say = ({ detail: { requestConfig: asked } }) => {
    const words = document.getElementById("unsent")
    const meant = asked.verb !== "get" || BY_HAND.includes(asked.triggeringEvent?.type)
    if (words && meant) document.getElementById("toasts").replaceChildren(words.content.cloneNode(true))
  }
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, say)
  }
}
