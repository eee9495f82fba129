// What one came for goes first: this is how long it has the line and the processor for itself, at most.
const longestMs = 4000

/** Does what can wait once the page is there and nothing else is to be done. */
export function afterStart(work: () => void): void {
  const begin = (): void => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: longestMs })
    else setTimeout(work, longestMs / 4)
  }
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true })
}
