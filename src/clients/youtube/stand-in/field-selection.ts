import { schemas } from './discovery.ts'
import { legacyProblem, RefusedRequest } from './google-problems.ts'

/** The names to keep, each with the selection below it; empty below means everything. */
type Selection = Map<string, Selection>

/**
 * Keeps of an answer what `fields` names (`kind,items(id,snippet/title)`). A name that the schema does not have is
 * refused as Google does.
 */
export function selectFields(answer: unknown, schema: string, fields: string): unknown {
  const selection = parseSelection(fields)
  checkNames(selection, schema)
  return keep(answer, selection)
}

function parseSelection(fields: string): Selection {
  let at = 0
  const selection = parseList()
  if (at < fields.length) refuse(fields)
  return selection

  function parseList(): Selection {
    const names: Selection = new Map()
    do {
      const [name, below] = parsePath()
      names.set(name, new Map([...(names.get(name) ?? []), ...below]))
    } while (take(','))
    return names
  }

  function parsePath(): [string, Selection] {
    const name = /^[\w*]+/.exec(fields.slice(at))?.[0]
    if (name === undefined) return refuse(fields)
    at += name.length
    if (take('/')) return [name, new Map([parsePath()])]
    if (!take('(')) return [name, new Map()]
    const below = parseList()
    if (!take(')')) refuse(fields)
    return [name, below]
  }

  function take(mark: string): boolean {
    if (fields[at] !== mark) return false
    at += 1
    return true
  }
}

function checkNames(selection: Selection, schema: string): void {
  const properties = schemas[schema] ?? {}
  for (const [name, below] of selection) {
    if (name === '*') continue
    if (!(name in properties)) refuse(name)
    if (below.size > 0) checkNames(below, properties[name] ?? '')
  }
}

function keep(value: unknown, selection: Selection): unknown {
  if (selection.size === 0 || selection.has('*')) return value
  if (Array.isArray(value)) return value.map((entry) => keep(entry, selection))
  if (typeof value !== 'object' || value === null) return value
  const kept: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) {
    const below = selection.get(name)
    if (below) kept[name] = keep(inner, below)
  }
  return kept
}

function refuse(name: string): never {
  const message = `Invalid field selection ${name}`
  throw new RefusedRequest(legacyProblem(400, 'invalidParameter', { domain: 'global', message, location: 'fields' }))
}
