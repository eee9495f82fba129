import type { Readable } from 'node:stream'
import type { Response } from 'express'
import { ZipFile } from 'yazl'
import type { Context } from '../core/context.ts'
import { type DataExport, exportEntries } from '../core/moderation/index.ts'

/** Packs a person's data while it is sent: nothing of it is written to a disk, and nothing has to be erased. */
export async function sendExport(context: Context, wanted: DataExport, response: Response): Promise<void> {
  const zip = new ZipFile()
  response.statusCode = 200
  response.setHeader('Content-Type', 'application/zip')
  response.setHeader('Content-Disposition', 'attachment; filename="momentum-export.zip"')
  response.setHeader('Cache-Control', 'no-store')
  const fail = (error: unknown): void => {
    context.log.error({ err: error, exportId: wanted.id }, 'an export could not be finished')
    // Cut off, so that nobody takes a part for the whole.
    response.destroy()
  }
  zip.on('error', fail)
  zip.outputStream.on('error', fail)
  zip.outputStream.pipe(response)
  let packed: Readable | undefined
  response.once('close', () => packed?.destroy())
  try {
    for await (const { name, open, isCompressible } of exportEntries(context, wanted.userId)) {
      zip.addReadStreamLazy(name, { compress: isCompressible, mode: 0o600 }, (give) => {
        open().then(
          (stream) => {
            stream.once('error', fail)
            packed = stream
            give(null, stream)
          },
          (error: unknown) => give(error, undefined as never),
        )
      })
    }
    zip.end()
  } catch (error) {
    fail(error)
  }
}
