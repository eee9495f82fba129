// Loaded into a spawned program that runs with --expose-gc: each SIGUSR2 collects what is garbage and writes a line with
// the bytes that are left on the heap to the file that MOMENTUM_HEAP_FILE names.

import { appendFileSync } from 'node:fs'

const file = process.env.MOMENTUM_HEAP_FILE

process.on('SIGUSR2', () => {
  // Twice: what the first round finalises, the second one frees.
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, rss } = process.memoryUsage()
  appendFileSync(file, `${heapUsed} ${rss}\n`)
})
