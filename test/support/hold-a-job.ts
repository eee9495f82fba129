import { setTimeout as delay } from 'node:timers/promises'
import { openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/config.ts'
import { createJobRunner } from '../../src/jobs/runner.ts'
import { silentLogger } from '../../src/lib/logger.ts'

// A process that runs `test-job` of the installation in its environment and never comes to its end. Says `begun` for each
// run it begins, and why a run was taken from it. LEASE_MS is how long it may show no sign of life.

const app = await openApp(readConfig(process.env as Record<string, string>, '/nonexistent'), silentLogger())
const runner = createJobRunner(
  app,
  [
    {
      name: 'test-job',
      about: 'Never ends.',
      schedule: '0 * * * *',
      timeoutMs: 3_600_000,
      run: async (_context, signal) => {
        console.log('begun')
        while (!signal.aborted) await delay(20)
        console.log(`aborted: ${(signal.reason as Error).message}`)
      },
    },
  ],
  { lookMs: 50, leaseMs: Number(process.env.LEASE_MS) },
)
await runner.start()
