import type { App } from '../../app.ts'
import type { LogRow } from '../../core/log/index.ts'
import { renderers } from './renderers.ts'

/**
 * Makes the `data` of log entries, under today's visibility: entries of one type, of however many people, are rendered by
 * one question. What is gone or hidden becomes `{id, deleted: true}`.
 */
export async function renderEntries(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const byRenderer = new Map<string, number[]>()
  for (const [index, row] of rows.entries()) {
    const group = byRenderer.get(row.type)
    if (group) group.push(index)
    else byRenderer.set(row.type, [index])
  }
  const data: unknown[] = new Array(rows.length)
  await Promise.all(
    [...byRenderer].map(async ([type, indexes]) => {
      const render = renderers[type]
      const some = indexes.map((index) => rows[index]!)
      const rendered = render ? await render(app, some) : some.map((row) => gone(row))
      for (const [place, index] of indexes.entries()) data[index] = rendered[place] ?? gone(rows[index]!)
    }),
  )
  return data
}

function gone(row: LogRow): unknown {
  return { id: row.subjectId, deleted: true }
}
