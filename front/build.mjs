// Build what pages load into relais/web/static/dist: one style, one script, one sprite of icons,
// and manifest.json, which says under which name each stands. Names carry a print of the content.

import { createHash } from "node:crypto"
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build, transform } from "esbuild"
import { PurgeCSS } from "purgecss"
import { initWasm, Resvg } from "@resvg/resvg-wasm"

const FRONT = dirname(fileURLToPath(import.meta.url))
const ROOT = dirname(FRONT)
const DIST = join(ROOT, "relais/web/static/dist")
const TARGETS = ["chrome123", "firefox128", "safari17.5"] // the first with light-dark()
const NOTICE = "/*! Relais, Apache-2.0. Contains what NOTICE names, under the licences named there. */\n"
const PACKAGES = join(ROOT, "node_modules")

const read = path => readFile(path, "utf8")

async function script(name) {
  const made = await build({
    entryPoints: [join(FRONT, name)],
    bundle: true, minify: true, write: false, target: TARGETS, legalComments: "none",
  })
  return NOTICE + made.outputFiles[0].text
}

// Of Tabler what the templates use; of ours everything.
async function style() {
  const ours = await bundled(join(FRONT, "relais.css"))
  const tabler = await read(join(PACKAGES, "@tabler/core/dist/css/tabler.min.css"))
  const [used] = await new PurgeCSS().purge({
    content: [
      { raw: await templates(join(ROOT, "relais/web/templates")), extension: "html" },
      { raw: ours, extension: "css" },
    ],
    css: [{ raw: tabler }],
    defaultExtractor: text => text.match(/[\w-]+/g) ?? [],
    safelist: { variables: ours.match(/--tblr-[\w-]+/g) },
    variables: true, keyframes: true, fontFace: true,
  })
  const made = await transform(used.css + ours, { loader: "css", minify: true, target: TARGETS, legalComments: "none" })
  return NOTICE + await apart(made.code)
}

// What a style would draw from within itself becomes a file: our policy refuses data: addresses.
async function apart(css) {
  const drawn = new Map()
  for (const [whole, , text] of css.matchAll(/url\((["'])data:image\/svg\+xml,(.*?)\1\)/g)) {
    const [, file] = await put("mark.svg", decodeURIComponent(text))
    drawn.set(whole, `url(${file.replace("dist/", "")})`)
  }
  return [...drawn].reduce((css, [whole, url]) => css.replaceAll(whole, url), css)
}

async function bundled(path) {
  const made = await build({ entryPoints: [path], bundle: true, write: false, target: TARGETS })
  return made.outputFiles[0].text
}

async function templates(folder) {
  const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith(".html"))
  return (await Promise.all(names.map(name => read(join(folder, name))))).join("\n")
}

// Each icon as a symbol, its strokes drawn in the colour of the text around it.
async function sprite(icons) {
  const symbols = await Promise.all(icons.map(async name => {
    const drawn = await read(join(PACKAGES, "@tabler/icons/icons/outline", `${name}.svg`))
    const paths = drawn.match(/<path (?!stroke="none")[^>]*>/g).join("")
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" `
      + `stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths}</symbol>`
  }))
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`
}

// Our sign as pictures, for telephones that install the site: the sign as it is, and on its own
// ground to the edges where a telephone cuts a shape of its own out of it.
async function pictures() {
  await initWasm(await readFile(join(PACKAGES, "@resvg/resvg-wasm/index_bg.wasm")))
  const sign = await read(join(ROOT, "relais/web/static/relais.svg"))
  const ground = sign.match(/fill="(#[0-9a-f]{6})"/)[1]
  const whole = sign.replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"')
    .replace(/<rect [^>]*>/, `<rect x="-4" y="-4" width="40" height="40" fill="${ground}"/>`)
  const drawn = { "icon-192.png": [sign, 192], "icon-512.png": [sign, 512], "maskable.png": [whole, 512], "touch.png": [whole, 180] }
  return Promise.all(Object.entries(drawn).map(async ([name, [svg, width]]) => {
    const picture = new Resvg(svg, { fitTo: { mode: "width", value: width } }).render().asPng()
    const file = named(name, picture)
    await writeFile(join(DIST, file), picture)
    return [name, `dist/${file}`]
  }))
}

function named(name, content) {
  const [stem, extension] = name.split(".")
  return `${stem}-${createHash("sha256").update(content).digest("hex").slice(0, 8)}.${extension}`
}

async function put(name, text) {
  const file = named(name, text)
  const small = gzipSync(text, { level: 9 })
  await writeFile(join(DIST, file), text)
  await writeFile(join(DIST, `${file}.gz`), small)
  console.log(`${file.padEnd(24)}${(small.length / 1000).toFixed(1).padStart(6)} kB`)
  return [name, `dist/${file}`]
}

await rm(DIST, { recursive: true, force: true })
await mkdir(DIST, { recursive: true })
const icons = JSON.parse(await read(join(FRONT, "icons.json")))
const made = { "relais.css": style(), "relais.js": script("relais.js"), "worker.js": script("worker.js"), "icons.svg": sprite(icons) }
const ready = await Promise.all(Object.entries(made).map(async ([name, text]) => [name, await text]))
const files = Object.fromEntries(await Promise.all(ready.map(pair => put(...pair))))
await writeFile(join(DIST, "manifest.json"), JSON.stringify({ files, pictures: Object.fromEntries(await pictures()), icons }, null, 1) + "\n")
