import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AdminCaseDetail } from '../../api-types.ts'
import type { Invocation } from '../../command.ts'
import type { Connection } from '../../connection.ts'
import { stopped } from '../../failures.ts'
import { remark } from '../../output/say.ts'

const endings: Readonly<Record<string, string>> = { 'image/webp': 'webp', 'video/mp4': 'mp4', 'video/webm': 'webm' }

/** Saves what a case's evidence shows into a folder, readable for the person alone; each file under the picture's id. */
export async function savePictures(
  { terminal, signal, flags }: Invocation,
  connection: Connection,
  { found, folder }: { found: AdminCaseDetail; folder: string },
): Promise<void> {
  const pictures = found.evidence.flatMap((item) => item.pictures)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const query = flags.reason === undefined ? {} : { reason: flags.reason as string }
  for (const { id, mimeType, url } of pictures) {
    const file = join(folder, `${id}.${endings[mimeType] ?? 'bin'}`)
    const part = `${file}.part`
    try {
      const { stream } = await connection.download(url, { signal, query })
      await pipeline(stream, createWriteStream(part, { mode: 0o600 }), { signal })
      await rename(part, file)
    } catch (error) {
      await rm(part, { force: true })
      if (signal.aborted) throw stopped()
      throw error
    }
  }
  remark(terminal, `Saved ${pictures.length} ${pictures.length === 1 ? 'picture' : 'pictures'} in ${folder}.`)
}
