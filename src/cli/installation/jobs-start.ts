import { defineCommand } from '../command.ts'
import { exitCodes } from '../failures.ts'
import { openLog, readSettings, stopped } from './serve.ts'

export const { define: defineJobsStart, run: runJobsStart } = defineCommand({
  about:
    'Runs the jobs without serving anything, until it is stopped with ctrl-c or SIGTERM. Several of these, and servers ' +
    'beside them, never run one job twice.',
  examples: ['momentum jobs start'],
  run: async (invocation) => {
    const { terminal, signal } = invocation
    const config = readSettings(invocation)
    if (config === undefined) return exitCodes.usage
    const { log, path } = await openLog(config, terminal.stderr.isTTY === true)
    const { openApp } = await import('../../app.ts')
    const { jobCatalogue } = await import('../../jobs/catalogue.ts')
    const { createJobRunner } = await import('../../jobs/runner.ts')
    const app = await openApp(config, log)
    const runner = createJobRunner(app, jobCatalogue)
    process.on('uncaughtException', (error) => log.error({ err: error }, 'an exception that nobody caught'))
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection that nobody handled'))
    await runner.start()
    terminal.out(`  Jobs run until this is stopped. Log: ${path ?? 'standard error'}\n`)
    await stopped(signal)
    log.info('stopping')
    await runner.stop()
    await app.close()
    return exitCodes.done
  },
})
