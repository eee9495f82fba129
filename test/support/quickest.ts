/**
 * The least processor time in ms that `run` takes in some tries: what the code costs, without what other programs on the
 * machine took from it. For bounds that a slow algorithm exceeds a hundredfold.
 */
export function quickest(run: () => unknown, tries = 5): number {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < tries; turn += 1) {
    const started = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(started)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}
