// Loaded into a spawned server: measures how long its main thread computes without letting anything else have a turn. It
// reads the thread's own processor time, which a busy machine does not change. SIGUSR2 prints the longest turn since the
// last time, in ms. Linux alone tells the time of a thread.

import { closeSync, openSync, readSync } from 'node:fs'

const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
const buffer = Buffer.alloc(64)

function threadMs() {
  const length = readSync(file, buffer, 0, 64, 0)
  return Number(buffer.toString('latin1', 0, length).split(' ')[0]) / 1e6
}

let last = threadMs()
let longest = 0

// Between two ticks lies one round of the event loop; a timer that is due has its turn in each.
const timer = setInterval(() => {
  const now = threadMs()
  longest = Math.max(longest, now - last)
  last = now
}, 1)
timer.unref()

process.on('SIGUSR2', () => {
  process.stdout.write(`longest turn ${longest.toFixed(1)} ms\n`)
  longest = 0
  last = threadMs()
})
process.on('exit', () => closeSync(file))
