import type { AdminStats } from '../../api-types.ts'
import { defineCommand } from '../../command.ts'
import { type CellValue, type Column, number, text } from '../../output/columns.ts'
import { safeJson } from '../../output/json.ts'
import { printTable } from '../../output/table.ts'

interface Figure {
  name: string
  value: CellValue
}

const columns: Column<Figure>[] = [text('Figure', (row) => row.name), number('Now', (row) => row.value)]

export const { define: defineStats, run: runStats } = defineCommand({
  run: async ({ terminal, globals, signal, connect }) => {
    const connection = await connect()
    const stats = await connection.get<AdminStats>('/admin/stats', { signal })
    if (globals.json) return terminal.out(`${safeJson(stats, 2)}\n`)
    printTable(terminal, columns, figuresOf(stats))
  },
})

/** Every figure of a nested answer as `group.name`, so that a new one is shown without a new command line. */
export function figuresOf(value: unknown, prefix = ''): Figure[] {
  if (Array.isArray(value)) {
    if (value.some((item) => typeof item === 'object' && item !== null)) {
      return value.flatMap((item, index) => figuresOf(item, `${prefix}.${(item as { name?: string })?.name ?? index}`))
    }
    return [{ name: prefix, value: value.join(', ') }]
  }
  if (typeof value !== 'object' || value === null) return [{ name: prefix, value: value as CellValue }]
  return Object.entries(value)
    .filter(([name]) => !(prefix !== '' && name === 'name'))
    .flatMap(([name, inner]) => figuresOf(inner, prefix === '' ? name : `${prefix}.${name}`))
}
