import type { Page, Setting } from '../../api-types.ts'
import { defineCommand } from '../../command.ts'
import { failed } from '../../failures.ts'
import { id, text, time } from '../../output/columns.ts'
import { safeJson } from '../../output/json.ts'
import { printTable } from '../../output/table.ts'

export const { define: defineGet, run: runGet } = defineCommand({
  arguments: [{ name: 'name', summary: 'only this setting', optional: true }],
  examples: ['momentum settings get', 'momentum settings get instance.name'],
  run: async ({ terminal, globals, signal, connect, args }) => {
    const connection = await connect()
    const { items } = await connection.get<Page<Setting>>('/admin/settings', { signal })
    const [name] = args
    const found = name === undefined ? items : items.filter((setting) => setting.name === name)
    if (found.length === 0) throw failed(`There is no setting ${name}.`, 'See which there are: momentum settings get')
    if (globals.json)
      return terminal.out(`${safeJson(name === undefined ? { items, nextCursor: null } : found[0], 2)}\n`)
    // Of one setting a script wants the value alone.
    if (name !== undefined && !terminal.isPerson) return terminal.out(`${safeJson(found[0]!.value)}\n`)
    printTable<Setting>(
      terminal,
      [
        id('Setting', (setting) => setting.name),
        text('Value', (setting) => JSON.stringify(setting.value)),
        text('Default', (setting) => JSON.stringify(setting.default), { drop: 1 }),
        time('Changed', (setting) => setting.changedAt, { drop: 3 }),
        text('What it does', (setting) => setting.description, { drop: 2 }),
      ],
      found,
    )
  },
})
