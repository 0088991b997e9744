// The search box: arrows go through what is suggested, Escape comes back to the box.

export function finder() {
  return {
    init() {
      this.$root.addEventListener("keydown", event => this.go(event))
      this.$root.addEventListener("focusout", event => {
        if (!this.$root.contains(event.relatedTarget)) this.clear()
      })
    },
    go(event) {
      const stops = [this.box(), ...this.$root.querySelectorAll(".found a")]
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step && stops.length > 1) {
        event.preventDefault()
        stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus()
      } else if (event.key === "Escape" && stops.length > 1) {
        event.preventDefault()
        this.clear()
        this.box().focus()
      }
    },
    box() { return this.$root.querySelector("[name=q]") },
    clear() { this.$root.querySelector(".found").replaceChildren() },
  }
}
