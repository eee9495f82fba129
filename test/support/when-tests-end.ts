type CleanUp = () => Promise<unknown> | unknown

const cleanUps: CleanUp[] = []

/** Runs `cleanUp` after the last test of this process, newest first, whatever failed before. For things shared by files. */
export function whenTestsEnd(cleanUp: CleanUp): void {
  cleanUps.push(cleanUp)
}

/** Runs what was registered; answers what went wrong. Called by the root hooks alone. */
export async function endTests(): Promise<unknown[]> {
  const failures: unknown[] = []
  for (let cleanUp = cleanUps.pop(); cleanUp; cleanUp = cleanUps.pop()) {
    try {
      await cleanUp()
    } catch (error) {
      failures.push(error)
    }
  }
  return failures
}
