import { defineCommand } from '../../command.ts'
import { failed } from '../../failures.ts'
import { safeJson } from '../../output/json.ts'
import { remark, say } from '../../output/say.ts'
import { dim } from '../../output/style.ts'
import { readProfiles, writeProfiles } from '../../profiles.ts'

export const { define: defineRemove, run: runRemove } = defineCommand({
  arguments: [{ name: 'name', summary: 'a saved server' }],
  run: async ({ terminal, globals, environment, args }) => {
    const saved = readProfiles(environment)
    const name = args[0]!
    if (!saved.profiles[name])
      throw failed(`There is no profile ${name}.`, 'See which there are: momentum profiles list')
    delete saved.profiles[name]
    const current = saved.current === name ? null : saved.current
    writeProfiles(environment, { ...saved, current })
    if (globals.json) return terminal.out(`${safeJson({ removed: name, current: current ?? 'local' }, 2)}\n`)
    say(terminal, `Forgot ${name}.`)
    remark(terminal, dim('Its session goes on until it is ended in the settings of the web client.'))
  },
})
