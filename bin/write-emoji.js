'use strict'

// Writes the emoji of the web client's picker from Unicode's own list: `node bin/write-emoji.js <emoji-test.txt>`, the file
// at https://unicode.org/Public/emoji/15.0/emoji-test.txt (in Debian's package `unicode-data`).

const { readFileSync, writeFileSync } = require('node:fs')
const path = require('node:path')

// What phones of the last years can draw.
const newest = 14
const folder = path.join(__dirname, '..', 'src', 'web', 'design')

const groups = []
const known = new Set()
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  const group = /^# group: (.+)$/.exec(line)?.[1]
  if (group) groups.push({ name: group, emoji: [] })
  const found = /; fully-qualified\s+# (\S+) E(\d+)\.\d+ (.+)$/.exec(line)
  if (!found) continue
  const [, emoji, version, name] = found
  known.add(emoji)
  if (Number(version) <= newest && !/[\u{1f3fb}-\u{1f3ff}]/u.test(emoji)) groups.at(-1).emoji.push({ emoji, name })
}

const withTone = (emoji) => {
  const [first, ...rest] = [...emoji]
  return [first, '\u{1f3fb}', ...(rest[0] === '\ufe0f' ? rest.slice(1) : rest)].join('')
}

const lines = groups
  .filter(({ emoji }) => emoji.length > 0)
  .map(({ name, emoji }) => {
    const list = emoji.map((one) => `${one.emoji}${known.has(withTone(one.emoji)) ? '*' : ''} ${one.name}`).join('|')
    return `  ['${name}', ${JSON.stringify(list).replace(/'/g, "\\'").replace(/^"|"$/g, "'").replaceAll('\\"', '"')}],`
  })

writeFileSync(
  path.join(folder, 'emoji-data.ts'),
  `// Written by bin/write-emoji.js from Unicode's emoji-test.txt (© Unicode, Inc., https://www.unicode.org/terms_of_use.html).
// Each group: the emoji, \`*\` where skin tones fit, and its name.

export const emojiData: readonly (readonly [group: string, emoji: string])[] = [
${lines.join('\n')}
]
`,
)
