import { runProcess } from './spawn.ts'

/** What an empty Node program takes on a quiet machine of the kind our figures are meant for, in ms. */
const nodeAlone = 50

/** How many times slower this machine is just now than the kind the figures are meant for; never less than 1. */
export async function slowness(): Promise<number> {
  return Math.max(1, (await quickestRun(startOfNode, 5)) / nodeAlone)
}

/** Starts and ends Node without a program: what no program of ours can be quicker than. */
export function startOfNode(): Promise<unknown> {
  return runProcess(process.execPath, ['-e', '0'])
}

/** The least time by the clock in ms that `run` takes in so many tries: a busy machine makes one slower, never quicker. */
export async function quickestRun(run: () => Promise<unknown>, tries: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < tries; turn += 1) least = Math.min(least, await timed(run))
  return least
}

/** How long `run` takes by the clock, in ms. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}
