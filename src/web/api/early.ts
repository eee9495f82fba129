// What begin.js has asked for while this code was on its way, by address.
const early = (globalThis as { momentumEarly?: Map<string, Promise<Response>> }).momentumEarly

/** What nobody took by then was meant for a page that never came; the server is asked again. */
const staleAfterMs = 30_000

/**
 * An answer that is there already, or on its way; each is given once. None is given any more once something may have changed
 * since: a call that changes something, or news over the live stream.
 */
export function takeEarly(address: string, { method, signal }: RequestInit): Promise<Response> | undefined {
  if (method !== 'GET') forgetEarly()
  const answer = early?.get(address)
  if (answer === undefined) return undefined
  early?.delete(address)
  if (performance.now() > staleAfterMs) return undefined
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    answer.then(resolve, reject)
  })
}

/** Forgets the answers nobody took: what they say is not true any more. */
export function forgetEarly(): void {
  early?.clear()
}
