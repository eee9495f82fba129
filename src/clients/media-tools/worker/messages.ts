import type { RenderedFile, VideoFacts } from '../types.ts'

export interface RenderPictureJob {
  task: 'render-picture'
  input: string
  outDir: string
  variants: readonly { variant: RenderedFile['variant']; side: number }[]
  /** Cut out the largest square in the middle. Default false. */
  square?: boolean
  /** Keep it moving, at most this long on its longest side; the variant `small` is still. Null: a still picture. */
  animationSide: number | null
  /** HEIC decoders have turned the picture already. */
  applyOrientation: boolean
  pixelLimit: number
}

export interface RenderedPicture {
  files: RenderedFile[]
  placeholder: string
  perceptualHashes: string[]
  frames: number
}

export interface HashPictureJob {
  task: 'hash-picture'
  input: string
  pixelLimit: number
}

export interface ProbeVideoJob {
  task: 'probe-video'
  input: string
  container: 'mp4' | 'mov' | 'webm'
  maxDurationMs: number
  maxSide: number
  allowed: string[]
}

export interface RemuxVideoJob {
  task: 'remux-video'
  input: string
  output: string
  container: 'mp4' | 'mov' | 'webm'
  facts: VideoFacts
}

/** What a worker can be asked to do, and what it answers. */
export interface WorkerTasks {
  'render-picture': { job: RenderPictureJob; result: RenderedPicture }
  'hash-picture': { job: HashPictureJob; result: string[] }
  'probe-video': { job: ProbeVideoJob; result: VideoFacts }
  'remux-video': { job: RemuxVideoJob; result: null }
}

export type WorkerJob = WorkerTasks[keyof WorkerTasks]['job']

/** A `Failure` as it crosses from the worker to the server. */
export interface FailureMessage {
  kind: string
  code: string
  message: string
  extra?: Record<string, unknown>
  cause?: string
}

export type WorkerAnswer =
  | { type: 'ready' }
  | { type: 'done'; result: unknown; residentBytes: number }
  | { type: 'failed'; failure: FailureMessage; residentBytes: number }
