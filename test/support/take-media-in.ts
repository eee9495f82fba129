import { join } from 'node:path'
import { createMediaTools } from '../../src/clients/media-tools/index.ts'
import { Failure } from '../../src/lib/errors.ts'
import { silentLogger } from '../../src/lib/logger.ts'

// A program for tests that watch the media tools at work: take-media-in.ts <folder> <file…> takes each file in as an upload
// would be, writes what is made of it below the folder, and prints what each was: image, video or refused.

const [folder, ...files] = process.argv.slice(2)
// What decodes does not keep a program going by itself.
const awake = setInterval(() => {}, 1000)
const tools = await createMediaTools({ log: silentLogger() })
for (const [index, file] of files.entries()) {
  try {
    const made = await tools.render(await tools.inspect(file), join(folder!, `out-${index}`))
    console.log(made.kind)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    console.log('refused')
  }
}
await tools.close()
clearInterval(awake)
