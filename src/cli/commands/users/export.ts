import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { printChange } from '../../act-command.ts'
import type { ExportAnswer } from '../../api-types.ts'
import { api, defineCommand, type Invocation } from '../../command.ts'
import type { Download } from '../../connection.ts'
import { stopped, wrongUsage } from '../../failures.ts'
import { safeJson } from '../../output/json.ts'
import { startProgress } from '../../output/progress.ts'
import { byteSize } from '../../output/times.ts'
import { reasonFor } from '../../prompts/make-sure.ts'
import { people, personArgument } from '../specs.ts'

export const { define: defineExport, run: runExport } = defineCommand({
  about: 'The file holds private messages and is made readable for you alone.',
  arguments: [personArgument],
  flags: [
    { flags: '--to <file>', summary: 'where to save it (default <user>.zip)' },
    { flags: '--reason <text>', summary: 'why, for the audit log (needed)' },
  ],
  examples: ['momentum users export ada --reason "asked by mail" --to /srv/exports/ada.zip'],
  run: exportPerson,
})

async function exportPerson(invocation: Invocation): Promise<void> {
  const { terminal, globals, signal } = invocation
  const user = invocation.args[0]!
  const file = resolve((invocation.flags.to as string | undefined) ?? `${user.replace(/[^\w.-]/g, '_')}.zip`)
  if (existsSync(file)) throw wrongUsage(`${file} exists.`, 'Choose another name with --to.')
  const reason = await reasonFor(invocation, true)
  const connection = await invocation.connect()
  const answer = await connection.post<ExportAnswer>(
    api`/admin/users/${user}/export`,
    { reason },
    { signal, timeoutMs: 0 },
  )
  const download = await connection.download(answer.url, { signal })
  const bytes = await save(invocation, download, file, `Saving the data of ${user}`)
  if (globals.json) terminal.out(`${safeJson({ ...answer, file, bytes }, 2)}\n`)
  else
    printChange(
      invocation,
      user,
      { ...answer, undoable: false },
      `Saved ${byteSize(bytes)} about ${people([user])} in ${file}`,
    )
}

// Under another name until it is whole, so that nobody takes half a file for all of it.
async function save(
  { terminal, signal }: Invocation,
  download: Download,
  file: string,
  label: string,
): Promise<number> {
  const progress = startProgress(terminal, { label, unit: 'bytes' })
  const part = `${file}.part`
  let bytes = 0
  download.stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    progress.update(bytes, download.bytes)
  })
  try {
    await pipeline(download.stream, createWriteStream(part, { flags: 'wx', mode: 0o600 }), { signal })
    await rename(part, file)
    return bytes
  } catch (error) {
    await rm(part, { force: true })
    throw signal.aborted ? stopped() : error
  } finally {
    progress.end()
  }
}
