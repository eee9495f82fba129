import type { Pulse } from '../../console-shapes.ts'
import { gauge, sparkline } from '../../draw/charts.ts'
import { fit, type Row, span } from '../../draw/paint.ts'
import { ago, bytes, duration, short } from '../../draw/words.ts'
import { stateRole } from '../state-role.ts'
import type { Measure, PulseState } from './use-pulse.ts'

/** A titled group of rows; groups are laid out in as many columns as fit. */
export interface PulseBlock {
  title: string
  rows: readonly Row[]
}

const traffic: readonly (readonly [Measure, string, string, number])[] = [
  ['requestsPerSecond', 'requests', '/s', 5],
  ['p50Ms', 'p50', 'ms', 20],
  ['p99Ms', 'p99', 'ms', 100],
  ['errorsPerMinute', 'errors', '/min', 5],
  ['online', 'online', '', 10],
  ['messagesPerMinute', 'messages', '/min', 10],
  ['eventLoopLagMs', 'loop lag', 'ms', 20],
]

/** The groups of the overview, the most urgent first. */
export function pulseBlocks(state: PulseState, pulse: Pulse, width: number, now: number): PulseBlock[] {
  const graph = Math.max(4, width - 22)
  return [
    {
      title: 'Traffic',
      rows: traffic.map(([measure, label, unit, floor]) => [
        span(label.padEnd(9), 'muted'),
        span(fit(short(pulse[measure]), 6, 'right'), alarm(measure, pulse[measure])),
        span(` ${unit.padEnd(5)}`, 'muted'),
        span(sparkline(state.history[measure], graph, floor), 'chart'),
      ]),
    },
    { title: 'Queue', rows: queueRows(pulse, width) },
    {
      title: 'Quota',
      rows: pulse.quota.map((bucket) => [
        span(fit(bucket.name, 10), 'muted'),
        ' ',
        ...gauge(bucket.used / Math.max(1, bucket.limit), Math.max(6, width - 28)),
        ` ${short(bucket.used)}/${short(bucket.limit)}`,
      ]),
    },
    {
      title: 'Jobs',
      rows: pulse.jobs.map((job) => [
        fit(job.name, Math.max(8, width - 24)),
        ' ',
        span(fit(job.state === 'idle' ? (job.lastOutcome ?? '-') : job.state, 10), jobRole(job)),
        span(` ${ago(job.lastEndedAt, now)}`, 'muted'),
      ]),
    },
    { title: 'Machine', rows: machineRows(pulse, width) },
    {
      title: 'Events',
      rows: state.latest
        .slice(0, 12)
        .map(({ type, subjectId, at }) => [
          span(fit(ago(new Date(at).toISOString(), now), 10), 'muted'),
          type,
          span(` ${subjectId ?? ''}`, 'muted'),
        ]),
    },
  ]
}

function queueRows(pulse: Pulse, width: number): Row[] {
  if (pulse.waiting === 0) return [[span('no open cases', 'good')]]
  if (pulse.queue.length === 0) return [[span(`${pulse.waiting} open cases`, 'strong')]]
  const most = Math.max(...pulse.queue.map((entry) => entry.count))
  const room = Math.max(4, width - 36)
  return pulse.queue.map((entry) => [
    fit(entry.reason, 17),
    span(fit(String(entry.count), 4, 'right'), 'strong'),
    ' ',
    span(fit('▇'.repeat(Math.ceil((entry.count / most) * room)), room), 'chart'),
    span(` ${duration(entry.oldestSeconds)}`, entry.oldestSeconds > 86_400 ? 'danger' : 'muted'),
  ])
}

function machineRows(pulse: Pulse, width: number): Row[] {
  const { users, posts, comments, messages } = pulse.counts
  const disk = pulse.disk ?? { usedBytes: Number.NaN, freeBytes: Number.NaN }
  const used = disk.usedBytes / (disk.usedBytes + disk.freeBytes)
  return [
    [span('disk  ', 'muted'), ...gauge(used, Math.max(6, width - 26)), ` ${bytes(disk.freeBytes)} free`],
    [span('holds ', 'muted'), `${short(users)} people, ${short(posts)} posts`],
    [span('      ', 'muted'), `${short(comments)} comments, ${short(messages)} messages`],
  ]
}

function alarm(measure: Measure, value: number) {
  if (measure === 'errorsPerMinute' && value > 0) return value > 10 ? 'danger' : 'warning'
  if (measure === 'p99Ms' && value > 250) return 'warning'
  if (measure === 'eventLoopLagMs' && value > 50) return 'warning'
  return 'strong'
}

function jobRole(job: Pulse['jobs'][number]) {
  return stateRole(job.state === 'idle' ? (job.lastOutcome ?? '') : job.state)
}
