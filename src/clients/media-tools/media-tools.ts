import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { Logger } from '../../lib/logger.ts'
import { asStorageFailure } from './failures.ts'
import { findTools } from './find-tools.ts'
import { lookAtFile } from './inspect.ts'
import { createLane, type Lane } from './lane.ts'
import { defaultMediaLimits } from './limits.ts'
import { type RenderParts, renderImage } from './render-image.ts'
import { inspectVideo, renderVideo } from './render-video.ts'
import type {
  ImageInspection,
  MediaCapabilities,
  MediaInspection,
  MediaLimits,
  RenderedImage,
  RenderedVideo,
  VideoInspection,
} from './types.ts'
import { createWorkerPool } from './worker-pool.ts'

export interface MediaToolsOptions {
  limits?: Partial<MediaLimits>
  /** ffmpeg's path; null to do without; undefined to look where systems keep programs. */
  ffmpegPath?: string | null
  /** heif-dec's or heif-convert's path; null to do without; undefined to look. */
  heifConvertPath?: string | null
  /** Pictures decoded at once. Default: one core less than there are, at most 4. */
  concurrency?: number
  /** Pictures that may wait, and as many videos and conversions; more are refused with 503. Default 64. */
  maxWaiting?: number
  /** Memory one decoder of pictures may hold. Default 1.5 GB, enough for the worst 50-megapixel AVIF. */
  imageMemoryBytes?: number
  /** Memory ffmpeg may hold. Default 1.5 GB. */
  videoMemoryBytes?: number
  /** Processor time for one picture, in ms. Default 30 s; one that keeps a decoder busy for longer is refused. */
  imageCpuMs?: number
  log: Logger
}

export interface MediaTools {
  /** What this machine can do; never changes while the tools are open. */
  capabilities: MediaCapabilities
  limits: MediaLimits
  /**
   * Says what the file is by its bytes and whether it is within the limits, without decoding a pixel. Throws `Failure`:
   * `media_unsupported` (extra: found, allowed), `media_invalid`, `payload_too_large` (extra: limits), `unavailable`.
   */
  inspect(path: string): Promise<MediaInspection>
  /**
   * Writes what is served of an inspected file into `outDir`, a folder of this job alone (made if missing, removed with
   * all in it on failure). Throws as `inspect` does, and `storage_full`.
   */
  render(inspection: MediaInspection, outDir: string): Promise<RenderedImage | RenderedVideo>
  /** `render` of a picture; `square` makes still squares of at most 1024, 320 and 96 pixels out of its middle. */
  renderImage(inspection: ImageInspection, outDir: string, options?: { square?: boolean }): Promise<RenderedImage>
  renderVideo(inspection: VideoInspection, outDir: string): Promise<RenderedVideo>
  /** The perceptual hashes of a picture that was rendered here. Throws as `inspect` does. */
  hashPicture(path: string): Promise<string[]>
  /** Works running and waiting now, for metrics and for `doctor`. */
  load(): Record<'images' | 'videos' | 'conversions', ReturnType<Lane['load']>> & { workers: number }
  /** Kills what is at work, refuses what waits, and resolves when no process of ours is left. */
  close(): Promise<void>
}

/**
 * Opens the tools that look at uploads and make of them what is served. All decoding happens in other processes, with
 * limits of time and memory, behind the server's own work; nothing in them reaches the network. Throws `TypeError`
 * when ffmpeg or the HEIC converter is there but does not run.
 */
export async function createMediaTools(options: MediaToolsOptions): Promise<MediaTools> {
  const limits = { ...defaultMediaLimits, ...options.limits }
  const found = await findTools(options)
  const { capabilities } = found
  const concurrency = options.concurrency ?? Math.max(1, Math.min(4, availableParallelism() - 1))
  const maxWaiting = options.maxWaiting ?? 64
  const images = createLane({ concurrency, maxWaiting })
  const videos = createLane({ concurrency: 1, maxWaiting })
  // Apart, so that a copy that takes a second does not stand behind a conversion that takes an hour.
  const conversions = createLane({ concurrency: 1, maxWaiting })
  const workers = createWorkerPool({
    memoryBytes: options.imageMemoryBytes ?? 1_500_000_000,
    fileBytes: 2 * limits.videoBytes + 10_000_000,
    jobCpuMs: options.imageCpuMs ?? 30_000,
    log: options.log,
  })
  const stopping = new AbortController()
  const parts: RenderParts = {
    limits,
    found,
    images,
    workers,
    signal: stopping.signal,
    videoMemoryBytes: options.videoMemoryBytes ?? 1_500_000_000,
    log: options.log,
  }

  const tools: MediaTools = {
    capabilities,
    limits,
    async inspect(path) {
      const look = await lookAtFile(path, limits, capabilities)
      return look.kind === 'image' ? look : inspectVideo(parts, look)
    },
    render: (inspection, outDir) =>
      inspection.kind === 'image' ? tools.renderImage(inspection, outDir) : tools.renderVideo(inspection, outDir),
    renderImage: (inspection, outDir, options) =>
      images.run(() => inFolder(outDir, () => renderImage(parts, inspection, outDir, options))),
    renderVideo: (inspection, outDir) =>
      (inspection.needsTranscode ? conversions : videos).run(() =>
        inFolder(outDir, () => renderVideo(parts, inspection, outDir)),
      ),
    hashPicture: (path) =>
      images.run(() => workers.perform({ task: 'hash-picture', input: path, pixelLimit: limits.animationPixels })),
    load: () => ({
      images: images.load(),
      videos: videos.load(),
      conversions: conversions.load(),
      workers: workers.size(),
    }),
    async close() {
      stopping.abort()
      const lanes = [images, videos, conversions].map((lane) => lane.close())
      await workers.close()
      await Promise.all(lanes)
      await workers.close()
    },
  }
  return tools
}

async function inFolder<T>(outDir: string, work: () => Promise<T>): Promise<T> {
  try {
    await mkdir(outDir, { recursive: true, mode: 0o700 })
    return await work()
  } catch (error) {
    await rm(outDir, { recursive: true, force: true })
    throw asStorageFailure(error)
  }
}
