import { Failure } from '../../../lib/errors.ts'
import { asStorageFailure, brokenMedia } from '../failures.ts'
import type { FailureMessage, WorkerAnswer, WorkerJob } from './messages.ts'

// This file is the whole of a media worker: a process of its own in which hostile files are decoded, one at a time.
// It ends when the server closes the channel, or is killed at its limits; the server outlives both.

process.on('message', (job: WorkerJob) => {
  perform(job).then(
    (result) => answer({ type: 'done', result, residentBytes: process.memoryUsage.rss() }),
    (error: unknown) => answer({ type: 'failed', failure: describe(error), residentBytes: process.memoryUsage.rss() }),
  )
})
answer({ type: 'ready' })

// Loaded when first needed: a worker that only reads tables of videos never loads the picture decoders.
async function perform(job: WorkerJob): Promise<unknown> {
  switch (job.task) {
    case 'render-picture':
      return (await import('./render-picture.ts')).renderPicture(job)
    case 'hash-picture':
      return (await import('./render-picture.ts')).hashPicture(job)
    case 'probe-video':
      return (await import('./probe-video.ts')).probeVideo(job)
    case 'remux-video':
      return (await import('./remux-video.ts')).remuxVideo(job)
  }
}

function answer(message: WorkerAnswer): void {
  process.send?.(message)
}

function describe(error: unknown): FailureMessage {
  const known = asStorageFailure(error)
  const failure = known instanceof Failure ? known : brokenMedia('The file is damaged and cannot be read.', error)
  const cause = failure.cause instanceof Error ? failure.cause.message : undefined
  return { kind: failure.kind, code: failure.code, message: failure.message, extra: failure.extra, cause }
}
