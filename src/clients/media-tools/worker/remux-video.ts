import { Conversion, FilePathTarget, Mp4OutputFormat, Output, WebMOutputFormat } from 'mediabunny'
import { brokenMedia } from '../failures.ts'
import type { RemuxVideoJob } from './messages.ts'
import { withVideo } from './open-video.ts'

/** Up to this size the index is put in front by building the file in memory; larger ones keep it at the end. */
const inMemoryBytes = 100_000_000

/**
 * Copies the samples of the chosen tracks into a new file that has nothing else in it: no tags, no location, no cover,
 * no further tracks. For machines without ffmpeg.
 */
export function remuxVideo(job: RemuxVideoJob): Promise<null> {
  return withVideo(job.input, async (input, file) => {
    const { size } = await file.stat()
    const format =
      job.container === 'webm'
        ? new WebMOutputFormat()
        : new Mp4OutputFormat({ fastStart: size <= inMemoryBytes ? 'in-memory' : false })
    const output = new Output({ format, target: new FilePathTarget(job.output) })
    const { videoTrack, audioTrack } = job.facts
    // `tags` is about the file alone: a conversion copies the tracks' own names, and has no option against it.
    for (const track of await input.getTracks()) {
      track.getName = async () => null
      track.getLanguageCode = async () => 'und'
    }
    const conversion = await Conversion.init({
      input,
      output,
      tags: {},
      video: (track) => ({ discard: track.number - 1 !== videoTrack }),
      audio: (track) => ({ discard: track.number - 1 !== audioTrack }),
      copy: { mode: 'forced', shiftTolerance: Number.POSITIVE_INFINITY },
      showWarnings: false,
    })
    if (!conversion.isValid || !conversion.utilizedTracks.some((track) => track.isVideoTrack()))
      throw brokenMedia('The video cannot be copied: its tables are damaged.')
    await conversion.execute()
    return null
  })
}
