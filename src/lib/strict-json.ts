/** Why a JSON text is refused: `malformed` cannot be read at all, `refused` is JSON that no client has reason to send. */
export interface JsonRefusal {
  kind: 'malformed' | 'refused'
  message: string
}

export type JsonResult = { ok: true; value: unknown } | { ok: false; refusal: JsonRefusal }

/** Deepest nesting of any body that the API takes. */
export const maxJsonDepth = 16

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Parses a JSON body as strictly as RFC 8259 lets a receiver be: UTF-8 only, bounded depth, no key twice in one object,
 * no `__proto__`, no lone surrogates, no NUL. Work grows with the text's length and with nothing else.
 */
export function parseStrictJson(bytes: Uint8Array): JsonResult {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return refuse('malformed', 'The body is not UTF-8.')
  }
  const seen = lookThrough(text)
  if (seen === undefined) return refuse('malformed', `The body is nested deeper than ${maxJsonDepth} levels.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('malformed', 'The body is not JSON.')
  }
  // A key that stands twice is there once in what was read. Lone surrogates and NUL come by escapes alone: as they are
  // they would be no UTF-8, and no JSON.
  const problem =
    (seen.keys === countKeys(value) ? undefined : findDoubleKey(text)) ??
    (seen.hasEscapes || text.includes('__proto__') ? findUnwanted(value) : undefined)
  return problem === undefined ? { ok: true, value } : refuse('refused', problem)
}

function refuse(kind: JsonRefusal['kind'], message: string): JsonResult {
  return { ok: false, refusal: { kind, message } }
}

/** What the text holds, if it is JSON; undefined when it is nested too deep. */
function lookThrough(text: string): { keys: number; hasEscapes: boolean } | undefined {
  let depth = 0
  let keys = 0
  let hasEscapes = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index)
    if (character === 0x22) {
      for (index += 1; index < text.length; index += 1) {
        const inner = text.charCodeAt(index)
        if (inner === 0x22) break
        if (inner === 0x5c) {
          hasEscapes = true
          index += 1
        }
      }
    } else if (character === 0x3a) keys += 1
    else if (character === 0x7b || character === 0x5b) {
      depth += 1
      if (depth > maxJsonDepth) return undefined
    } else if (character === 0x7d || character === 0x5d) depth -= 1
  }
  return { keys, hasEscapes }
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const inner of value) count += countKeys(inner)
    return count
  }
  for (const inner of Object.values(value)) count += 1 + countKeys(inner)
  return count
}

/** Finds a key that stands twice in one object; the text is known to be JSON. */
function findDoubleKey(text: string): string | undefined {
  const open: (Set<string> | null)[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '{') open.push(new Set())
    else if (character === '[') open.push(null)
    else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfString(text, index)
      const keys = open.at(-1)
      if (keys && isKey(text, end)) {
        const key = JSON.parse(text.slice(index, end + 1)) as string
        if (keys.has(key)) return `The key ${JSON.stringify(key.slice(0, 60))} stands twice in one object.`
        keys.add(key)
      }
      index = end
    }
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1
  return index
}

function isKey(text: string, end: number): boolean {
  let index = end + 1
  while (index < text.length && ' \t\r\n'.includes(text[index]!)) index += 1
  return text[index] === ':'
}

function findUnwanted(value: unknown): string | undefined {
  if (typeof value === 'string') return unwantedText(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') return 'The key "__proto__" is not allowed.'
    const problem = unwantedText(key) ?? findUnwanted(inner)
    if (problem !== undefined) return problem
  }
  return undefined
}

function unwantedText(text: string): string | undefined {
  if (!text.isWellFormed()) return 'A text holds half of a surrogate pair.'
  if (text.includes('\0')) return 'A text holds the NUL character.'
  return undefined
}
