import { hostname } from 'node:os'
import { ApiFailure } from '../../api-failure.ts'
import { defineCommand, type Invocation } from '../../command.ts'
import { failed, wrongUsage } from '../../failures.ts'
import { connectOverHttp } from '../../http-connection.ts'
import { safeJson } from '../../output/json.ts'
import { say } from '../../output/say.ts'
import { dim, green } from '../../output/style.ts'
import { localProfile, profilesPath, readProfiles, serverAddress, writeProfiles } from '../../profiles.ts'
import { ask } from '../../prompts/ask.ts'
import { textPrompt } from '../../prompts/prompts.ts'
import { knownSecret, secretFromInput } from '../../prompts/secrets.ts'

interface Me {
  username: string
  role?: string
}

export const { define: defineAdd, run: runAdd } = defineCommand({
  about:
    'It signs in with user name, password and code, and keeps the token in a file that you alone can read. With a token that you have already, pipe it in.',
  arguments: [{ name: 'name', summary: 'what you will call it', parse: profileName }],
  flags: [{ flags: '--login <user>', summary: 'the user name to sign in with' }],
  examples: [
    'momentum profiles add home --server https://social.example --login ada',
    'pass show social-token | momentum profiles add home --server https://social.example',
  ],
  run: addProfile,
})

async function addProfile(invocation: Invocation): Promise<void> {
  const { terminal, environment, globals, args } = invocation
  if (globals.server === undefined) throw wrongUsage('Which server is not given.', 'Add --server https://…')
  const server = serverAddress(globals.server)
  const saved = readProfiles(environment)
  const token = await tokenFor(invocation, server)
  const user = await whoIs(invocation, server, token)
  const name = args[0]!
  saved.profiles[name] = { server, token, user: user.username }
  const isFirst = Object.keys(saved.profiles).length === 1
  writeProfiles(environment, isFirst ? { ...saved, current: name } : saved)
  if (globals.json) return terminal.out(`${safeJson({ name, server, user: user.username, current: isFirst }, 2)}\n`)
  say(terminal, green('✓ '), `Saved ${name}: ${server} as @${user.username}.`)
  if (!terminal.isPerson) return
  const next = isFirst
    ? 'Commands go there now; back to this machine: momentum profiles use local'
    : `Go there: momentum profiles use ${name}`
  say(terminal, dim(`  Kept in ${profilesPath(environment)}. ${next}`))
}

async function tokenFor(invocation: Invocation, server: string): Promise<string> {
  const { globals, terminal, signal, flags } = invocation
  if (globals.token !== undefined) return globals.token
  if (flags.login === undefined && !terminal.canPrompt) return await secretFromInput(terminal)
  const login =
    (flags.login as string | undefined) ?? (await ask(terminal, textPrompt('User name:', 'This is needed.'), signal))
  if (login === null) throw failed('Nothing was saved.')
  return await signIn(invocation, server, login)
}

async function signIn(invocation: Invocation, server: string, login: string): Promise<string> {
  const { terminal, signal } = invocation
  const connection = connectOverHttp({ kind: 'server', url: server, token: null, where: server })
  const password = await knownSecret(invocation, 'Password (not shown):')
  const body = { login, password, deviceName: `momentum on ${hostname()}` }
  try {
    return (await connection.post<{ token: string }>('/auth/login', body, { signal })).token
  } catch (error) {
    if (!(error instanceof ApiFailure && error.code === 'totp_required') || !terminal.canPrompt) throw error
    const totp = await ask(terminal, textPrompt('Code of the authenticator app:', 'This is needed.'), signal)
    if (totp === null) throw failed('Nothing was saved.')
    return (await connection.post<{ token: string }>('/auth/login', { ...body, totp }, { signal })).token
  } finally {
    await connection.close()
  }
}

async function whoIs({ signal }: Invocation, server: string, token: string): Promise<Me> {
  const connection = connectOverHttp({ kind: 'server', url: server, token, where: server })
  try {
    return await connection.get<Me>('/me', { signal })
  } finally {
    await connection.close()
  }
}

function profileName(text: string): string {
  if (!/^[a-z0-9][a-z0-9._-]{0,31}$/i.test(text))
    throw new Error('A name has letters, digits, dots and dashes, 32 at most.')
  if (text === localProfile) throw new Error('That name means the installation on this machine.')
  return text
}
