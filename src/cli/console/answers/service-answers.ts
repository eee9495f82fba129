import type * as Api from '../../api-types.ts'
import type { LiveEvent } from '../console-api.ts'
import type * as Shown from '../console-shapes.ts'
import { inWords } from './names.ts'

/** A video of the feed. */
export function readVideo(answer: Api.AdminVideo): Shown.VideoRow {
  return {
    id: answer.id,
    title: answer.title,
    channel: answer.channel,
    kind: answer.kind,
    category: answer.category ?? '',
    region: answer.region ?? '',
    views: answer.views === null ? Number.NaN : Number(answer.views),
    durationMs: answer.durationMs,
    publishedAt: answer.publishedAt,
    fetchedAt: answer.fetchedAt,
    because: answer.because,
    hidden: answer.state === 'hidden',
    url: answer.url,
  }
}

/** A job with its last run. */
export function readJob(answer: Api.AdminJob): Shown.JobRow {
  const { lastRun } = answer
  return {
    name: answer.name,
    schedule: answer.schedule,
    state: answer.state,
    progress: answer.state === 'running' ? answer.progress : null,
    lastOutcome: lastRun?.outcome ?? null,
    lastEndedAt: lastRun?.finishedAt ?? null,
    lastDurationMs: lastRun?.durationMs ?? null,
    nextAt: answer.nextRunAt,
  }
}

/** One run of a job. */
export function readJobRun(answer: Api.JobRun): Shown.JobRunRow {
  const did = Object.entries(answer.counts ?? {}).map(([name, count]) => `${name} ${count}`)
  return {
    id: answer.id,
    startedAt: answer.startedAt,
    durationMs: answer.durationMs,
    outcome: answer.outcome,
    counts: [...did, ...(answer.error === null ? [] : [answer.error])].join(', '),
    quotaUsed: answer.quotaUsed,
  }
}

/** The quota's buckets. */
export function readQuota(answer: Api.Quota): Shown.QuotaBucket[] {
  return answer.buckets.map(({ name, used, limit, resetsAt, by }) => ({ name, used, limit, resetsAt, by }))
}

/** A setting; values that are not words are shown as the JSON they are set by. */
export function readSetting(answer: Api.Setting): Shown.SettingRow {
  return {
    name: answer.name,
    value: inWords(answer.value),
    standard: inWords(answer.default),
    help: answer.description,
  }
}

/** How the server is doing; a figure the server does not give is not a number, and shown as `-`. */
export function readPulse(answer: Api.AdminStats, jobs: readonly Api.AdminJob[]): Shown.Pulse {
  const rate = (name: string) => answer.rates[name] ?? Number.NaN
  const count = (name: string) => answer.counts[name] ?? Number.NaN
  return {
    at: new Date().toISOString(),
    requestsPerSecond: rate('requestsPerSecond'),
    p50Ms: rate('p50Ms'),
    p99Ms: rate('p99Ms'),
    errorsPerMinute: rate('errorsPerMinute'),
    online: answer.online,
    messagesPerMinute: rate('messagesPerMinute'),
    eventLoopLagMs: answer.eventLoopLagMs,
    waiting: answer.queueDepth,
    queue: answer.queue,
    jobs: jobs.map(({ name, state, lastRun }) => ({
      name,
      state,
      lastOutcome: lastRun?.outcome ?? null,
      lastEndedAt: lastRun?.finishedAt ?? null,
    })),
    quota: answer.quota === null ? [] : readQuota(answer.quota),
    disk: answer.disk === null ? null : { usedBytes: answer.disk.size - answer.disk.free, freeBytes: answer.disk.free },
    counts: { users: count('users'), posts: count('posts'), comments: count('comments'), messages: count('messages') },
  }
}

/** A live event, whatever its data looks like. */
export function readLiveEvent(type: string, data: unknown): LiveEvent {
  const fields = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
  const subject = fields.subjectId ?? fields.id
  return { type, subjectId: typeof subject === 'string' ? subject : null, data: fields }
}
