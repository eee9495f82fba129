import type { MediaWork } from '../../api-types.ts'
import { defineCommand } from '../../command.ts'
import { exitCodes } from '../../failures.ts'
import { id, text } from '../../output/columns.ts'
import { safeJson } from '../../output/json.ts'
import { duringWork } from '../../output/progress.ts'
import { say } from '../../output/say.ts'
import { green, red } from '../../output/style.ts'
import { printTable } from '../../output/table.ts'

type Damage = NonNullable<MediaWork['damaged']>[number]

export const { define: defineVerify, run: runVerify } = defineCommand({
  about: 'Every stored file is read and compared with what was stored; exit code 1 when one is missing or damaged.',
  run: async ({ terminal, globals, signal, connect }): Promise<number> => {
    const connection = await connect()
    const work = await duringWork(terminal, 'Verifying media', () =>
      connection.post<MediaWork>('/admin/media/verify', {}, { signal, timeoutMs: 0 }),
    )
    const damaged = work.damaged ?? []
    if (globals.json) terminal.out(`${safeJson(work, 2)}\n`)
    else {
      printTable<Damage>(terminal, [id('Id', (row) => row.id), text('Problem', (row) => row.problem)], damaged)
      if (terminal.isPerson && damaged.length > 0)
        say(terminal, red('✗ '), `${damaged.length} of ${work.checked} files are not as they were stored.`)
      else if (terminal.isPerson) say(terminal, green('✓ '), `All ${work.checked} files are there and whole.`)
    }
    return damaged.length > 0 ? exitCodes.failed : exitCodes.done
  },
})
