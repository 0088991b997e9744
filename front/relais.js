// What every page loads: htmx for pieces of pages, Alpine (its build without eval) for what moves.

import Alpine from "@alpinejs/csp"
import htmx from "htmx.org"
import { finder } from "./finder.js"
import { keys } from "./keys.js"
import { live } from "./live.js"
import { phone } from "./phone.js"
import { reach } from "./reach.js"
import { toast } from "./toast.js"
import { unsent } from "./unsent.js"
import { wishes } from "./wishes.js"

htmx.config.includeIndicatorStyles = false // an inline style, which our policy refuses
htmx.config.allowEval = false
htmx.config.historyCacheSize = 0 // pages hold persons' data: none of them stays in the browser
htmx.config.refreshOnHistoryMiss = true
htmx.config.scrollBehavior = "auto"
htmx.config.defaultSettleDelay = 0 // what a new piece focuses is focused at once, not after the next key
htmx.config.responseHandling = [
  { code: "[23]04", swap: false }, // nothing has changed
  { code: "[23]..", swap: true },
  { code: "40[09]", swap: true }, // a form with errors, a refusal in words
  { code: "40[13]", swap: true, target: "#main", select: "#main", swapOverride: "outerHTML" }, // who is it?
  { code: "...", swap: false, error: true },
]

Alpine.data("finder", finder)
Alpine.data("toast", toast)
Alpine.start()
keys(document)
live(document)
unsent(document)
wishes(document)
phone(document)
reach(document)

// In a list beside what was chosen from it, the chosen one stays in sight.
document.addEventListener("htmx:afterSettle", () => {
  const list = document.getElementById("queue")
  const chosen = list?.querySelector("[aria-current]")
  if (chosen) list.scrollTop = chosen.offsetTop - list.clientHeight / 3
})

// Where pages beside each other are too many for a phone, the one that is open is in sight.
document.querySelector(".beside [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" })
