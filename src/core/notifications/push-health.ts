import type { Context } from '../context.ts'

/** How pushes are doing, for operators. */
export interface PushHealth {
  /** `ready`, `not set up`, or what is wrong. */
  fcm: string
  subscriptions: { webpush: number; fcm: number; failing: number }
  outbox: { waiting: number; retrying: number; oldestSeconds: number }
  /** What was answered last to pushes that could not be sent, with how many devices it stands in the way of. */
  problems: { problem: string; devices: number }[]
}

/** Asks Google for an access when Firebase is set up, and looks at devices and outbox. */
export async function readPushHealth(context: Context): Promise<PushHealth> {
  const { read } = context.db
  const now = context.now()
  const [fcm, kinds, failing, outbox, problems] = await Promise.all([
    context.clients.push.verify().then(
      (state) => state.fcm,
      (error: Error) => error.message.slice(0, 200),
    ),
    read.all<{ kind: string; count: number }>('SELECT kind, count(*) AS count FROM push_subscriptions GROUP BY kind'),
    read.get<{ count: number }>('SELECT count(*) AS count FROM push_subscriptions WHERE failing_since IS NOT NULL'),
    read.get<{ waiting: number; retrying: number; oldest: number | null }>(
      `SELECT count(*) AS waiting, count(CASE WHEN tries > 0 THEN 1 END) AS retrying, min(created_at) AS oldest
       FROM push_outbox`,
    ),
    read.all<{ problem: string; devices: number }>(
      `SELECT problem, count(*) AS devices FROM push_subscriptions WHERE problem IS NOT NULL
       GROUP BY problem ORDER BY count(*) DESC, problem LIMIT 10`,
    ),
  ])
  const countOf = (kind: string): number => kinds.find((row) => row.kind === kind)?.count ?? 0
  const oldest = outbox?.oldest ?? null
  return {
    fcm,
    subscriptions: { webpush: countOf('webpush'), fcm: countOf('fcm'), failing: failing?.count ?? 0 },
    outbox: {
      waiting: outbox?.waiting ?? 0,
      retrying: outbox?.retrying ?? 0,
      oldestSeconds: oldest === null ? 0 : Math.max(0, Math.floor((now - oldest) / 1000)),
    },
    problems,
  }
}
