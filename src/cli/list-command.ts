import type { Page } from './api-types.ts'
import {
  type ArgumentSpec,
  type DefinedCommand,
  defineCommand,
  type FlagSpec,
  flagValues,
  type Invocation,
} from './command.ts'
import type { Column } from './output/columns.ts'
import { safeJson } from './output/json.ts'
import { remark } from './output/say.ts'
import { dim } from './output/style.ts'
import { printTable } from './output/table.ts'

/** The most the API gives in one page. */
const largestPage = 100

export interface ListSpec<Item> {
  about?: string
  arguments?: ArgumentSpec[]
  /** Flags with a `query` narrow the list. */
  flags?: FlagSpec[]
  examples?: string[]
  path: string | ((invocation: Invocation) => string)
  /** More of the query than the flags give, such as an argument. Throws when it is called wrongly. */
  query?: (invocation: Invocation) => Record<string, string | undefined>
  columns: Column<Item>[]
  /** False for a list that always comes whole. */
  paged?: boolean
  /** Said to a person when there is nothing. */
  empty: string
  /** The command to go on with, for a person. */
  next?: (first: Item) => string
}

const pageFlags: FlagSpec[] = [
  { flags: '--limit <number>', summary: 'show so many (default 20)', parse: parseLimit },
  { flags: '--cursor <cursor>', summary: 'go on where an earlier list ended' },
  { flags: '--all', summary: 'show everything there is' },
]

/** A command that shows a list of the API page by page: a table, tab-separated lines, or the API's own shape. */
export function listCommand<Item>(spec: ListSpec<Item>): DefinedCommand {
  return defineCommand({
    about: spec.about,
    arguments: spec.arguments,
    flags: spec.paged === false ? spec.flags : [...(spec.flags ?? []), ...pageFlags],
    examples: spec.examples,
    run: (invocation) => runListCommand(spec, invocation),
  })
}

async function runListCommand<Item>(spec: ListSpec<Item>, invocation: Invocation): Promise<void> {
  const { terminal, globals, flags } = invocation
  const path = typeof spec.path === 'string' ? spec.path : spec.path(invocation)
  const query = { ...flagValues(spec.flags, 'query', flags), ...spec.query?.(invocation) } as Record<string, string>
  const connection = await invocation.connect()
  const paged = spec.paged !== false
  const wanted = flags.all || !paged ? Number.POSITIVE_INFINITY : ((flags.limit as number | undefined) ?? 20)
  const streams = !terminal.isPerson && !globals.json
  const items: Item[] = []
  let shown = 0
  let cursor = (flags.cursor as string | undefined) ?? null
  do {
    const limit = Math.min(largestPage, wanted - shown)
    const options = { query: paged ? { ...query, limit, cursor } : query, signal: invocation.signal }
    const page: Page<Item> = await connection.get(path, options)
    shown += page.items.length
    cursor = page.nextCursor ?? null
    if (streams) printTable(terminal, spec.columns, page.items)
    else items.push(...page.items)
    if (page.items.length === 0) break
  } while (paged && cursor !== null && shown < wanted)

  if (globals.json) terminal.out(`${safeJson({ items, nextCursor: cursor }, 2)}\n`)
  else if (terminal.isPerson) printForPerson(spec, invocation, items, cursor)
  else if (cursor !== null) remark(terminal, `There is more: --cursor ${cursor}`)
}

function printForPerson<Item>(
  spec: ListSpec<Item>,
  { terminal }: Invocation,
  items: Item[],
  cursor: string | null,
): void {
  const [first] = items
  if (first === undefined) {
    remark(terminal, dim(spec.empty))
    return
  }
  printTable(terminal, spec.columns, items)
  if (cursor !== null) remark(terminal, dim(`There is more: --cursor ${cursor}, or --all`))
  if (spec.next) remark(terminal, dim(`Next: ${spec.next(first)}`))
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (!/^\d{1,6}$/.test(text) || limit < 1) throw new Error('Give a whole number from 1.')
  return limit
}
