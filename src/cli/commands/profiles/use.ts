import { defineCommand } from '../../command.ts'
import { failed } from '../../failures.ts'
import { safeJson } from '../../output/json.ts'
import { say } from '../../output/say.ts'
import { localProfile, readProfiles, writeProfiles } from '../../profiles.ts'

export const { define: defineUse, run: runUse } = defineCommand({
  about: 'The name local means the installation on this machine.',
  arguments: [{ name: 'name', summary: 'a saved server, or local' }],
  run: async ({ terminal, globals, environment, args }) => {
    const saved = readProfiles(environment)
    const name = args[0]!
    const profile = saved.profiles[name]
    if (name !== localProfile && !profile) {
      throw failed(`There is no profile ${name}.`, 'See which there are: momentum profiles list')
    }
    writeProfiles(environment, { ...saved, current: name === localProfile ? null : name })
    if (globals.json) return terminal.out(`${safeJson({ current: name, server: profile?.server ?? null }, 2)}\n`)
    say(terminal, `Commands go to ${profile?.server ?? 'this machine'} now.`)
  },
})
