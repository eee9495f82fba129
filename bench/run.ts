import { parseArgs } from 'node:util'
import { measureGrowth } from './groups/growth.ts'
import { measureRequests } from './groups/requests.ts'
import { measureSignIn } from './groups/sign-in.ts'
import { measureUploads } from './groups/uploads.ts'
import { measureVideos } from './groups/videos.ts'
import type { BenchOptions } from './options.ts'
import { type Findings, report } from './report.ts'

// npm run bench [-- GROUP… --people 10000 --rounds 5 --seconds 3 --workers 2 --beside FILE#NAME --seed DIR --write]
//
// docs/performance.md says what each group measures and how to read it.

const groups: Record<string, (options: BenchOptions) => Promise<Findings>> = {
  requests: measureRequests,
  'sign-in': measureSignIn,
  uploads: measureUploads,
  videos: measureVideos,
  growth: measureGrowth,
}

/** Takes many minutes, and so is measured when it is asked for by name. */
const onRequest = ['growth']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    videos: { type: 'string', default: '500000' },
    only: { type: 'string' },
    workers: { type: 'string', default: '1' },
    seed: { type: 'string' },
    beside: { type: 'string', multiple: true, default: [] },
    /** Writes the tables into docs/performance.md. */
    write: { type: 'boolean', default: false },
  },
})
const options: BenchOptions = {
  people: Number(values.people),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
  videos: Number(values.videos),
  only: values.only?.split(','),
  seed: values.seed,
  workers: Number(values.workers),
  beside: values.beside,
}
const chosen = positionals.length > 0 ? positionals : Object.keys(groups).filter((name) => !onRequest.includes(name))
for (const name of chosen) {
  const measure = groups[name]
  if (measure === undefined) throw new Error(`no group ${name}; there are ${Object.keys(groups).join(', ')}`)
  if (!report(name, await measure(options), { write: values.write })) process.exitCode = 1
}
