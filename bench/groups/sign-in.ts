import { join } from 'node:path'
import type { Request, Response } from 'express'
import { authenticate } from '../../src/api/middleware/authenticate.ts'
import { type RequestState, setRequestState } from '../../src/api/request-state.ts'
import { createPasswordHasher } from '../../src/clients/hasher/index.ts'
import { createSessionCache } from '../../src/core/accounts/index.ts'
import { anonymous } from '../../src/core/actor.ts'
import type { InstanceFacts } from '../../src/core/instance.ts'
import { openDatabase } from '../../src/db/open.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { type Installation, prepareInstallation, seedPassword } from '../data/installation.ts'
import { inMomentum, readTurns } from '../load/actors.ts'
import { median } from '../load/compare.ts'
import { livenessTable, watchLivenessFor } from '../load/liveness.ts'
import { cpuMs, processTree } from '../load/processes.ts'
import { startMomentum } from '../load/servers.ts'
import { fill } from '../load/templates.ts'
import { runWrk, writePlan } from '../load/wrk.ts'
import type { BenchOptions } from '../options.ts'
import { atMost, type Findings } from '../report.ts'

const atOnce = 50
const watchedMs = 5000
const warmUpSeconds = 6

/** What a session costs a request, what a sign-in costs beside its hash, and what many sign-ins do to everybody else. */
export async function measureSignIn(options: BenchOptions): Promise<Findings> {
  const installation = await prepareInstallation(options.people, options.seed)
  const { folder, data, seed } = installation
  const sessionUs = await sessionWork(installation)
  const server = await startMomentum({ data, port: 5110, logFile: join(folder, 'momentum.log') })
  try {
    const plan = join(folder, 'sign-in.plan')
    const blanks = await inMomentum(seed, await readTurns(seed))
    const body = { login: '{username}', password: seedPassword }
    const template = { method: 'POST', path: '/api/v1/auth/login', auth: false, body }
    const requests = blanks.map((one) => fill(template, {}, one))
    writePlan(plan, new URL(server.url).host, requests)
    // The first sign-in of each is from a device that is new to them, and warned of by mail; what is measured is every day's.
    await runWrk(server.url, plan, { seconds: warmUpSeconds, connections: 4 })
    // Without anybody who asks for something else meanwhile, since it is told apart from nothing.
    // The hash before and after it: what else the machine does, and how warm it runs, makes both dearer.
    const hashBeforeMs = await hashAlone()
    const cpuBefore = cpuMs(processTree(server.pid))
    const alone = await runWrk(server.url, plan, { seconds: watchedMs / 1000, connections: 4 })
    const eachMs = (cpuMs(processTree(server.pid)) - cpuBefore) / alone.requests
    const hashMs = (hashBeforeMs + (await hashAlone())) / 2
    const idle = await watchLivenessFor(server.url, watchedMs)
    const signingIn = runWrk(server.url, plan, { seconds: watchedMs / 1000, connections: atOnce })
    const busy = await watchLivenessFor(server.url, watchedMs)
    const { requests: count, errors } = await signingIn
    return {
      about: `${atOnce} connections that sign people in one after the other for ${watchedMs / 1000} s.`,
      figures: [
        atMost('processor time of the session of a request, cached', sessionUs, 15, ' µs', 1),
        atMost('processor time of a sign-in, times that of its hash', eachMs / hashMs, 1.2),
        atMost(
          `p99 of /health/live during ${atOnce} sign-ins, times that of an idle server`,
          busy.p99Ms / idle.p99Ms,
          3,
        ),
        atMost('failed sign-ins', errors, 0, '', 0),
      ],
      details: `A hash takes ${hashMs.toFixed(1)} ms, a sign-in ${eachMs.toFixed(1)} ms; ${count} sign-ins.\n\n${livenessTable(
        {
          idle,
          [`during ${atOnce} sign-ins`]: busy,
        },
      )}`,
    }
  } finally {
    await server.stop()
  }
}

/** Processor time of the middleware that finds the person behind a bearer token, in µs. */
async function sessionWork({ data, seed }: Installation): Promise<number> {
  const file = join(data, 'momentum.db')
  const db = await openDatabase({ url: undefined, file, poolSize: 4, onError: console.error })
  const middleware = authenticate(createSessionCache(db, systemClock), {} as InstanceFacts)
  const tokens = [...new Set((await inMomentum(seed, await readTurns(seed))).map(({ token }) => token))]
  const requests = tokens.map((token) => {
    const request = { headers: { authorization: `Bearer ${token}` }, socket: {} } as Request
    setRequestState(request, { actor: anonymous } as RequestState)
    return request
  })
  const once = (request: Request): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = (error?: unknown): void => (error === undefined ? resolve() : reject(error))
      Promise.resolve(middleware(request, {} as Response, next)).catch(reject)
    })
  const calls = 20_000
  const rounds: number[] = []
  for (let round = 0; round < 6; round += 1) {
    const before = process.cpuUsage()
    for (let call = 0; call < calls; call += 1) await once(requests[call % requests.length]!)
    const { user, system } = process.cpuUsage(before)
    rounds.push((user + system) / calls)
  }
  await db.close()
  return median(rounds.slice(1))
}

/** Processor time of one password check, in ms. */
async function hashAlone(): Promise<number> {
  const hasher = createPasswordHasher()
  const stored = await hasher.hash(seedPassword)
  const checks = 60
  const before = process.cpuUsage()
  for (let check = 0; check < checks; check += 1) await hasher.verify(stored, seedPassword)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / checks
}
