// What every page loads: htmx for pieces of pages, Alpine (its build without eval) for what moves.

import Alpine from "@alpinejs/csp"
import htmx from "htmx.org"

htmx.config.includeIndicatorStyles = false // an inline style, which our policy refuses
htmx.config.allowEval = false

Alpine.start()
