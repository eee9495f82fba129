import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../lib/logger.ts'
import { brokenMedia, busyMedia } from './failures.ts'
import type { FoundTools } from './find-tools.ts'
import type { Lane } from './lane.ts'
import { type LimitedOutcome, runLimited, wasAskedToEnd } from './limited-process.ts'
import { animationSide, imageVariants, squareVariants } from './limits.ts'
import type { ImageInspection, MediaLimits, RenderedImage } from './types.ts'
import type { WorkerPool } from './worker-pool.ts'

/** What the renderers work with; opened once by `createMediaTools`. */
export interface RenderParts {
  limits: MediaLimits
  found: FoundTools
  images: Lane
  workers: WorkerPool
  videoMemoryBytes: number
  /** Aborted when the tools close. */
  signal: AbortSignal
  log: Logger
}

/**
 * Makes the served files of a picture: three sizes, upright, in sRGB, and nothing of the file but its pixels. `square`
 * cuts out the middle, still and smaller, for photos of people.
 */
export async function renderImage(
  parts: RenderParts,
  inspection: ImageInspection,
  outDir: string,
  options: { square?: boolean } = {},
): Promise<RenderedImage> {
  const { square = false } = options
  const converted = inspection.format === 'heic' ? await convertHeic(parts, inspection, outDir) : null
  const moves = inspection.frames > 1 && !square
  const picture = await parts.workers.perform({
    task: 'render-picture',
    input: converted ?? inspection.path,
    outDir,
    variants: square ? squareVariants : imageVariants,
    square,
    animationSide: moves ? animationSide : null,
    applyOrientation: converted === null,
    pixelLimit: moves ? parts.limits.animationPixels : parts.limits.imagePixels,
  })
  if (converted) await rm(converted)
  const { width, height } = picture.files[0]!
  const { placeholder, perceptualHashes, frames, files } = picture
  return { kind: 'image', mimeType: 'image/webp', width, height, frames, placeholder, perceptualHashes, files }
}

// libheif's own converter, since sharp is built without the HEVC decoder. It turns the picture upright itself, and
// exits with 0 whatever happens, so that only the file it wrote tells.
async function convertHeic(parts: RenderParts, inspection: ImageInspection, outDir: string): Promise<string> {
  const output = join(outDir, 'converted.jpg')
  const outcome = await runTool(parts, parts.found.heifPath!, ['-q', '95', inspection.path, output], {
    memoryBytes: 1_000_000_000,
    fileBytes: 100_000_000,
    cpuMs: 30_000,
  })
  const first = join(outDir, 'converted-1.jpg')
  for (const path of [output, first]) if (await exists(path)) return path
  parts.log.info({ outcome }, 'a HEIC picture could not be converted')
  throw brokenMedia('The HEIC picture is damaged and cannot be read.')
}

// Media work stands behind all other, so that by the clock it may take much longer than by the processor.
const patience = 5

/** Runs an outside program for a job, killed at its limits and when the tools close (then it throws `unavailable`). */
export async function runTool(
  parts: RenderParts,
  command: string,
  args: string[],
  limits: { memoryBytes: number; fileBytes: number; cpuMs: number },
): Promise<LimitedOutcome> {
  if (parts.signal.aborted) throw busyMedia(5)
  let stop = () => {}
  const outcome = await runLimited(command, args, {
    ...limits,
    cpuSeconds: Math.ceil(limits.cpuMs / 1000),
    timeoutMs: patience * limits.cpuMs,
    onStart: (child) => {
      stop = () => child.kill('SIGKILL')
      parts.signal.addEventListener('abort', stop)
    },
  })
  parts.signal.removeEventListener('abort', stop)
  if (parts.signal.aborted || wasAskedToEnd(outcome.killed)) throw busyMedia(5)
  return outcome
}

/** Whether a file is there. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
