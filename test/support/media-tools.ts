import { createMediaTools, type MediaTools } from '../../src/clients/media-tools/index.ts'
import { silentLogger } from '../../src/lib/logger.ts'
import { whenTestsEnd } from './when-tests-end.ts'

let opened: Promise<MediaTools> | undefined

/** The media tools that all apps of this process share: looking for ffmpeg takes longer than all the rest of a start. */
export async function sharedMediaTools(): Promise<MediaTools> {
  if (opened === undefined) {
    opened = createMediaTools({ log: silentLogger() })
    const tools = await opened
    whenTestsEnd(() => tools.close())
  }
  return { ...(await opened), close: async () => {} }
}
