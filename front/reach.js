// The way to a prospect is shown by the map application of the phone where it has one; without
// script, and elsewhere, the link opens a map in the browser. No request before the tap.

export function reach(document) {
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[data-way]")
    if (!link) return
    const place = encodeURIComponent(link.dataset.way)
    if (/Android/.test(navigator.userAgent)) link.href = `geo:0,0?q=${place}`
    else if (/iPhone|iPad/.test(navigator.userAgent)) link.href = `maps:?daddr=${place}`
    else return
    link.removeAttribute("target")
  })
}
