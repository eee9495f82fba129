import { defineCommand } from '../../command.ts'
import { id, text } from '../../output/columns.ts'
import { safeJson } from '../../output/json.ts'
import { remark } from '../../output/say.ts'
import { dim } from '../../output/style.ts'
import { printTable } from '../../output/table.ts'
import { localProfile, readProfiles } from '../../profiles.ts'

export const { define: defineList, run: runList } = defineCommand({
  run: async ({ terminal, globals, environment }) => {
    const { current, profiles } = readProfiles(environment)
    // The tokens stay where they are.
    const saved = Object.entries(profiles).map(([name, { server, user }]) => ({ name, server, user }))
    const items = [{ name: localProfile, server: null as string | null, user: null as string | null }, ...saved].map(
      (item) => ({
        ...item,
        current: item.name === (current ?? localProfile),
      }),
    )
    if (globals.json) return terminal.out(`${safeJson({ items, nextCursor: null }, 2)}\n`)
    printTable<(typeof items)[number]>(
      terminal,
      [
        id('Profile', (item) => item.name),
        text('Server', (item) => item.server ?? (terminal.isPerson ? 'this machine' : null)),
        text('User', (item) => item.user),
        text('Current', (item) => item.current),
      ],
      items,
    )
    if (terminal.isPerson) remark(terminal, dim('Add one: momentum profiles add <name> --server https://…'))
  },
})
