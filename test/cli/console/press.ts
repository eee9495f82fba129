import type { ConsoleOnScreen } from '../../support/open-console-on-screen.ts'

/** Bytes written, and milliseconds of processor time until they were, for one key. */
export async function press({ screen }: ConsoleOnScreen, key: string): Promise<{ bytes: number; ms: number }> {
  const before = screen.raw().length
  const start = performance.now()
  const used = process.cpuUsage()
  screen.type(key)
  while (screen.raw().length === before && performance.now() - start < 10_000) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { user, system } = process.cpuUsage(used)
  const ms = (user + system) / 1000
  return { bytes: Buffer.byteLength(screen.raw().slice(before)), ms }
}
