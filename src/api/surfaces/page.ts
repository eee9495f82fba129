/** The frame of every page that the server makes by itself: no script, one style sheet, readable on any device. */
export function page(options: {
  title: string
  instance: string
  body: string
  lang?: string
  /** Says so in the title, which a screen reader reads first. */
  isProblem?: boolean
}): string {
  return `<!doctype html>
<html lang="${options.lang ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${options.isProblem ? 'Problem: ' : ''}${escapeHtml(options.title)} – ${escapeHtml(options.instance)}</title>
<link rel="stylesheet" href="/pages.css">
</head>
<body>
<header><a href="/">${escapeHtml(options.instance)}</a></header>
<main>
<h1>${escapeHtml(options.title)}</h1>
${options.body}
</main>
<footer><nav aria-label="Documents"><a href="/terms">Terms</a> <a href="/privacy">Privacy</a> <a href="/guidelines">Guidelines</a> <a href="/safety/child-standards">Child safety</a> <a href="/report">Report</a> <a href="/account/delete">Delete an account</a></nav></footer>
</body>
</html>`
}

/** Text of several paragraphs as HTML: an empty line divides, `# ` begins a heading, `- ` an item. */
export function prose(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockHtml)
    .join('\n')
}

function blockHtml(block: string): string {
  const lines = block.split('\n')
  if (lines.every((line) => line.startsWith('- '))) {
    return `<ul>${lines.map((line) => `<li>${escapeHtml(line.slice(2))}</li>`).join('')}</ul>`
  }
  const heading = /^(#{1,3}) (.+)$/.exec(block)
  if (heading) return `<h${heading[1]!.length + 1}>${escapeHtml(heading[2]!)}</h${heading[1]!.length + 1}>`
  return `<p>${lines.map(escapeHtml).join('<br>')}</p>`
}

/** Text made safe for HTML, in elements and in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

// The colours are those of src/web/design/tokens.css, so that these pages and the client are of one house.
export const pagesStyle = `:root { --ink: #14201c; --soft: #4a5954; --line: #d9e0dc; --edge: #7b8a84; --paper: #fff; --tint: #f4f7f5; --accent: #0a6a55; --on-accent: #fff; --bad: #b3261e; --bad-tint: #fbe8e6 }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eeea; --soft: #b0bdb7; --line: #2b3631; --edge: #7f8e88; --paper: #0e1412; --tint: #161d1a; --accent: #73d4b7; --on-accent: #04241c; --bad: #ff9d93; --bad-tint: #40201d } }
* { box-sizing: border-box }
[hidden] { display: none }
body { margin: 0 auto; max-width: 42rem; padding: 1.25rem; font: 17px/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere }
header a { color: inherit; font-weight: 700; text-decoration: none }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.5rem 0 1rem; text-wrap: balance }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem }
a { color: var(--accent) }
li { margin: .25rem 0 }
code { background: var(--tint); border-radius: .25rem; padding: .1rem .3rem; font-size: .9em }
form { max-width: 34rem }
.field { margin: 1.25rem 0 }
.field.wrong { border-inline-start: 4px solid var(--bad); padding-inline-start: 1rem }
label, legend { display: block; margin: 0 0 .25rem; padding: 0; font-weight: 600 }
fieldset { margin: 0; padding: 0; border: 0 }
.tick { display: flex; gap: .7rem; align-items: baseline; margin: .6rem 0; font-weight: 400; cursor: pointer }
.hint, .problem { margin: 0 0 .4rem }
.hint { color: var(--soft); font-size: .93rem }
input, select, textarea { width: 100%; min-height: 2.9rem; font: inherit; color: inherit; background: var(--tint); border: 1px solid var(--edge); border-radius: .5rem; padding: .6rem .7rem }
textarea { resize: vertical }
input[type=checkbox], input[type=radio] { flex: none; width: 1.15rem; min-height: 0; height: 1.15rem; margin: 0; transform: translateY(.15rem); accent-color: var(--accent) }
[aria-invalid] { border-color: var(--bad) }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.75rem 0 0 }
button, .button { display: inline-block; min-height: 2.9rem; font: inherit; font-weight: 600; padding: .65rem 1.3rem; border: 0; border-radius: 999px; background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer }
button.danger { background: var(--bad); color: var(--paper) }
button:hover, .button:hover { filter: brightness(1.08) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.summary { border: 2px solid var(--bad); background: var(--bad-tint); border-radius: .5rem; padding: .9rem 1.1rem; margin: 0 0 1.5rem }
.summary h2 { margin: 0 0 .25rem } .summary p, .summary ul { margin: .25rem 0 } .summary a { color: inherit; font-weight: 600 }
.ticket { font: 600 1.6rem/1.3 ui-monospace, monospace; letter-spacing: .03em; margin: .25rem 0 1rem; user-select: all }
.note { color: var(--soft) } .problem { color: var(--bad); font-weight: 600 }
footer { border-top: 1px solid var(--line); margin-top: 3.5rem; padding-top: 1rem } footer nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem } footer a { color: var(--soft); padding: .2rem 0 }
`
