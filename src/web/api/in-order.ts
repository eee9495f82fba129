const queues = new Map<string, Promise<void>>()

/**
 * Runs what is done to one thing, named by `key`, one after the other. The work is told whether something else was asked
 * for meanwhile, so that only the last answer is shown.
 */
export async function inOrder(key: string, work: (isLast: () => boolean) => Promise<void>): Promise<void> {
  const before = queues.get(key) ?? Promise.resolve()
  const mine: Promise<void> = before.then(() => work(() => queues.get(key) === mine))
  queues.set(key, mine)
  await mine
  if (queues.get(key) === mine) queues.delete(key)
}
