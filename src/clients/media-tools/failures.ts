import { Failure } from '../../lib/errors.ts'

/** A kind of file that is not taken in: says what was found and what is allowed (415). */
export function unsupportedMedia(found: string, allowed: string[], reason?: string): Failure {
  const message = reason ?? `This kind of file is not accepted: it is ${found}, whatever its name says.`
  return new Failure('unsupported', 'media_unsupported', message, { extra: { found, allowed } })
}

/** A file of an accepted kind that is damaged, cut short or not what its header says (422). */
export function brokenMedia(message: string, cause?: unknown): Failure {
  return new Failure('invalid', 'media_invalid', message, { cause })
}

/** A file over one of the limits, known before it was decoded (413). */
export function oversizedMedia(message: string, limits: Record<string, number>): Failure {
  return new Failure('too_large', 'payload_too_large', message, { extra: { limits } })
}

/** No room in the queue, or the server is stopping (503). */
export function busyMedia(retryAfterSeconds: number): Failure {
  return new Failure('unavailable', 'unavailable', 'The server is busy with other pictures; please try again soon.', {
    retryAfterSeconds,
  })
}

/** The disk is full (507); anything else that went wrong on our side stays what it is. */
export function asStorageFailure(error: unknown): unknown {
  const { code } = error as { code?: unknown }
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new Failure('storage_full', 'storage_full', 'The server has no room left for this file.', { cause: error })
}
