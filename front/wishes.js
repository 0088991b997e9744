// Light or dark at once: the page is not loaded again, so that nothing typed is lost.

export function wishes(document) {
  const form = document.querySelector("[data-wish=theme]")
  form?.addEventListener("submit", event => {
    event.preventDefault()
    const { value } = event.submitter
    const told = new FormData(form, event.submitter)
    document.documentElement.dataset.bsTheme = value
    for (const button of form.elements) {
      if (button.name === "theme") button.ariaPressed = String(button === event.submitter)
    }
    fetch(form.action, { method: "POST", body: told, redirect: "manual" })
  })
}
