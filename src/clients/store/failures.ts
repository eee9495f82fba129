import { Failure } from '../../lib/errors.ts'

/** The failure that a full disk or quota is; any other error stays what it is. */
export function asStoreFailure(error: unknown): unknown {
  const { code } = error as { code?: unknown }
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new Failure('storage_full', 'storage_full', 'The server has no room left for this file.', { cause: error })
}

/** What a store across the network makes of not being reached, or of answers nobody asked for. */
export function storeUnavailable(cause: unknown): Failure {
  const message = 'The store of pictures and videos does not answer; please try again soon.'
  return new Failure('unavailable', 'unavailable', message, { retryAfterSeconds: 10, cause })
}
