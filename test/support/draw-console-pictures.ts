import { mkdir, readFile, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { type ConsoleOnScreenOptions, openConsoleOnScreen } from './open-console-on-screen.ts'
import { drawScreen } from './screen-picture.ts'

// Draws the pictures of docs/console.md from frames of the console itself:
//   npx tsx test/support/draw-console-pictures.ts [folder]

interface Shot extends ConsoleOnScreenOptions {
  name: string
  ready: string | RegExp
  keys?: string[]
  until?: string | RegExp
  light?: boolean
}

const photo = await readFile('test/fixtures/media-corpus/images/orient-Landscape_6.jpg')
const full = { COLORTERM: 'truecolor' }
const shots: Shot[] = [
  { name: 'pulse', at: 'pulse', columns: 120, rows: 30, ready: 'Traffic', until: 'report.filed' },
  {
    name: 'triage',
    at: 'triage',
    columns: 80,
    rows: 24,
    ready: /yours until[\s\S]*▀/,
    keys: ['2', 'm'],
    until: '$ momentum',
    picture: photo,
    variables: full,
  },
  {
    name: 'triage-wide',
    at: 'triage',
    columns: 120,
    rows: 40,
    ready: /yours until[\s\S]*▀/,
    keys: ['2', 'i', '\r'],
    until: /1\/2 image 640×480 \} a harbour\n.*▀/,
    picture: photo,
    variables: full,
  },
  {
    name: 'keys',
    at: 'triage',
    columns: 80,
    rows: 24,
    ready: /yours until/,
    keys: ['?'],
    until: 'Keys of',
    picture: photo,
    variables: full,
  },
  {
    name: 'act',
    at: 'users',
    columns: 80,
    rows: 24,
    ready: 'katherine',
    keys: ['s', 'insults', '\t', '\t', 'ad'],
    until: '$ momentum',
  },
  {
    name: 'posts',
    at: 'posts',
    columns: 120,
    rows: 24,
    ready: /katherine[\s\S]*/,
    keys: ['j', 'j', 'i', 'a report came in\r'],
    until: /▀▀▀▀/,
    picture: photo,
    variables: full,
  },
  {
    name: 'light',
    at: 'users',
    columns: 80,
    rows: 24,
    ready: 'katherine',
    light: true,
    variables: { COLORFGBG: '0;15' },
  },
]

const folder = process.argv[2] ?? 'docs/console'
await mkdir(folder, { recursive: true })
for (const { name, ready, keys = [], until, light = false, ...options } of shots) {
  const { api, screen, quit } = openConsoleOnScreen({ ...options, isLatin: true, answers: false })
  await screen.shows(ready)
  // The overview lives: a few minutes of it, and of what happened meanwhile.
  for (let minute = 0; name.startsWith('pulse') && minute < 60; minute += 1) {
    screen.type('R')
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (minute > 45) api.emit({ type: ['post.published', 'comment.created', 'report.filed'][minute % 3] as string })
  }
  for (const key of keys) screen.type(key)
  if (until !== undefined) await screen.shows(until)
  const svg = drawScreen(screen.cells(), { light })
  await quit()
  // Text in an SVG depends on the reader's fonts; a picture of it does not.
  await writeFile(
    `${folder}/${name}.png`,
    await sharp(Buffer.from(svg), { density: 110 }).png({ palette: true }).toBuffer(),
  )
}
