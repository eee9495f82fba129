import { rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { brokenMedia, oversizedMedia, unsupportedMedia } from './failures.ts'
import { posterArguments, servedContainer, videoArguments } from './ffmpeg.ts'
import type { FirstLook } from './inspect.ts'
import { posterVariants } from './limits.ts'
import { exists, type RenderParts, runTool } from './render-image.ts'
import type { RenderedFile, RenderedVideo, VideoFacts, VideoInspection } from './types.ts'
import type { RenderedPicture } from './worker/messages.ts'

/** Reads what a video is from its tables, and refuses what could not be served from this machine. */
export async function inspectVideo(
  parts: RenderParts,
  look: Extract<FirstLook, { kind: 'video' }>,
): Promise<VideoInspection> {
  const facts = await probe(parts, look.path, look.format, { first: true })
  const needsTranscode = facts.convertVideo || facts.convertAudio
  const { accepts, canTranscode } = parts.found.capabilities
  if (needsTranscode && !canTranscode) {
    const found = `${look.mimeType}; codecs="${[facts.videoCodec, facts.audioCodec].filter(Boolean).join(', ')}"`
    const reason = 'Few phones can play this kind of video, and this server cannot convert it. H.264 with AAC is sure.'
    throw unsupportedMedia(found, accepts, reason)
  }
  return { ...look, ...facts, needsTranscode }
}

/** Makes the served file of a video, stripped of everything but picture and sound, and with ffmpeg its poster. */
export async function renderVideo(
  parts: RenderParts,
  inspection: VideoInspection,
  outDir: string,
): Promise<RenderedVideo> {
  // The poster comes first: it costs one frame, and a video of which no frame decodes is not worth copying.
  const poster = parts.found.ffmpeg ? await renderPoster(parts, inspection, outDir) : null
  const container = servedContainer(inspection)
  const path = join(outDir, `video.${container}`)
  await writeVideo(parts, inspection, path)
  const { size: bytes } = await stat(path)
  if (bytes > parts.limits.videoBytes)
    throw oversizedMedia(`The video is larger than ${parts.limits.videoBytes} bytes.`, {
      bytes: parts.limits.videoBytes,
    })
  // What is told about the video is read from what is served, not from what was sent.
  const served = await probe(parts, path, container, within)
  const mimeType = container === 'webm' ? 'video/webm' : 'video/mp4'
  const { width, height, durationMs } = served
  const video: RenderedFile = { variant: 'video', path, mimeType, extension: container, width, height, bytes }
  const placeholder = poster?.placeholder ?? null
  const perceptualHashes = poster?.perceptualHashes ?? []
  const files = [video, ...(poster?.files ?? [])]
  return { kind: 'video', mimeType, width, height, durationMs, placeholder, perceptualHashes, files }
}

// What is a part of a video's rendering does not queue behind the pictures again.
const within = { first: true, admitted: true }

function probe(
  parts: RenderParts,
  input: string,
  container: 'mp4' | 'mov' | 'webm',
  place: { first: boolean; admitted?: boolean },
): Promise<VideoFacts> {
  const { videoDurationMs, videoSide } = parts.limits
  const job = {
    task: 'probe-video' as const,
    input,
    container,
    maxDurationMs: videoDurationMs,
    maxSide: videoSide,
    allowed: parts.found.capabilities.accepts,
  }
  return parts.images.run(() => parts.workers.perform(job), place)
}

async function writeVideo(parts: RenderParts, video: VideoInspection, output: string): Promise<void> {
  const { ffmpeg } = parts.found
  if (!ffmpeg) {
    const job = {
      task: 'remux-video' as const,
      input: video.path,
      output,
      container: servedContainer(video),
      facts: video,
    }
    await parts.images.run(() => parts.workers.perform(job), within)
    return
  }
  const args = videoArguments({
    input: video.path,
    output,
    video,
    maxBytes: parts.limits.videoBytes + 1_000_000,
    maxDurationMs: parts.limits.videoDurationMs,
    threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
    canToneMap: ffmpeg.canToneMap,
  })
  // The worst that a phone films, 4K in HDR, was measured at about six times as long as it plays.
  const cpuMs = video.needsTranscode ? 60_000 + 20 * (video.durationMs ?? 0) : 60_000
  const outcome = await runFfmpeg(parts, args, cpuMs)
  if (outcome.code === 0 && (await exists(output))) return
  parts.log.info({ outcome }, 'a video could not be copied')
  throw brokenMedia('The video is damaged, or could not be processed within the limits of time and memory.')
}

async function renderPoster(parts: RenderParts, video: VideoInspection, outDir: string): Promise<RenderedPicture> {
  const frame = join(outDir, 'frame.png')
  // A second in, where there is more to see than a black first frame; from the start where that finds nothing.
  const seeks = (video.durationMs ?? 0) >= 3000 ? [1, 0] : [0]
  for (const seekSeconds of seeks) {
    const { ffmpeg } = parts.found
    const side = posterVariants[0].side
    const job = { input: video.path, output: frame, video, seekSeconds, side, canToneMap: ffmpeg!.canToneMap }
    const outcome = await runFfmpeg(parts, posterArguments(job), 30_000)
    if (await exists(frame)) break
    parts.log.info({ outcome }, 'no frame of a video could be decoded')
  }
  if (!(await exists(frame))) throw brokenMedia('The video is damaged: its pictures cannot be read.')
  const picture = await parts.images.run(
    () =>
      parts.workers.perform({
        task: 'render-picture',
        input: frame,
        outDir,
        variants: posterVariants,
        animationSide: null,
        applyOrientation: false,
        pixelLimit: parts.limits.imagePixels,
      }),
    within,
  )
  await rm(frame)
  return picture
}

function runFfmpeg(parts: RenderParts, args: string[], cpuMs: number) {
  const fileBytes = 2 * parts.limits.videoBytes + 10_000_000
  return runTool(parts, parts.found.ffmpeg!.path, args, { memoryBytes: parts.videoMemoryBytes, fileBytes, cpuMs })
}
