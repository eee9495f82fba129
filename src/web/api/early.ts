// What begin.js has asked for while this code was on its way, or what the server has written into the page, by address.
const early = (globalThis as { momentumEarly?: Map<string, Promise<Response>> }).momentumEarly

takeWritten()

/** Takes the answers that stand in the page: `[[address, tag, answer], …]`. */
function takeWritten(): void {
  const written = globalThis.document?.getElementById('answers')
  if (early === undefined || !written) return
  const answers = JSON.parse(written.textContent) as [address: string, tag: string | null, body: unknown][]
  for (const [address, tag, body] of answers) {
    const headers: Record<string, string> = tag === null ? {} : { ETag: tag }
    early.set(address, Promise.resolve(new Response(JSON.stringify(body), { headers })))
  }
  written.remove()
}

/** What nobody took by then was meant for a page that never came; the server is asked again. */
const staleAfterMs = 30_000

/**
 * An answer that is there already, or on its way; each is given once. None is given any more once something may have changed
 * since: a call that changes something, or news over the live stream.
 */
export function takeEarly(address: string, { method = 'GET', signal }: RequestInit): Promise<Response> | undefined {
  const name = method === 'GET' ? address : `${method} ${address}`
  const answer = early?.get(name)
  early?.delete(name)
  if (method !== 'GET') forgetEarly()
  if (answer === undefined || performance.now() > staleAfterMs) return undefined
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    answer.then(resolve, reject)
  })
}

/** Forgets the answers nobody took: what they say is not true any more. Changes that are on their way stay. */
export function forgetEarly(): void {
  for (const name of early?.keys() ?? []) if (!name.includes(' ')) early?.delete(name)
}
