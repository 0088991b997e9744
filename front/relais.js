// What every page loads: htmx for pieces of pages, Alpine (its build without eval) for what moves.

import Alpine from "@alpinejs/csp"
import htmx from "htmx.org"
import { finder } from "./finder.js"
import { keys } from "./keys.js"
import { toast } from "./toast.js"
import { wishes } from "./wishes.js"

htmx.config.includeIndicatorStyles = false // an inline style, which our policy refuses
htmx.config.allowEval = false
htmx.config.historyCacheSize = 0 // pages hold persons' data: none of them stays in the browser

Alpine.data("finder", finder)
Alpine.data("toast", toast)
Alpine.start()
keys(document)
wishes(document)

// Where pages beside each other are too many for a phone, the one that is open is in sight.
document.querySelector(".beside [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" })
