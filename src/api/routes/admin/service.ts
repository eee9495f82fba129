import type { Request } from 'express'
import { z } from 'zod'
import { recordAudit } from '../../../core/audit/index.ts'
import { readMediaUsage, sweepMedia, verifyMedia } from '../../../core/media/index.ts'
import { announce, announceInput, readStats } from '../../../core/moderation/index.ts'
import { readQuota } from '../../../core/videos/index.ts'
import { isoTime } from '../../../lib/clock.ts'
import { presentQuota, quotaShape } from '../../../presenters/video-service.ts'
import { type Endpoint, endpoint, ok, tookOver } from '../../endpoint.ts'
import type { LiveDoor } from '../../live/door.ts'
import { serveOperatorEvents } from '../../live/operator-events.ts'
import type { Metrics } from '../../metrics.ts'
import { requestState } from '../../request-state.ts'
import { changeFields } from './change.ts'
import { changeEndpoint, optionalReason } from './change-endpoint.ts'

const tag = 'Operators: service'
const count = z.int().nonnegative()
const figures = z.record(z.string().max(40), z.number().max(Number.MAX_SAFE_INTEGER))
const diskShape = z
  .object({
    free: z.number().max(Number.MAX_SAFE_INTEGER).nonnegative(),
    size: z.number().max(Number.MAX_SAFE_INTEGER).nonnegative(),
  })
  .nullable()
const names = z.array(z.string().max(60)).max(200)

const statsShape = z
  .object({
    at: z.string().max(24),
    counts: figures,
    rates: figures.describe('`requestsPerSecond`, `errorsPerMinute`, `p50Ms`, `p99Ms`, `messagesPerMinute`.'),
    online: count,
    queueDepth: count.describe('Cases that wait for a decision.'),
    queue: z.array(z.object({ reason: z.string().max(40), count, oldestSeconds: count })).max(50),
    appeals: count,
    takedowns: count,
    eventLoopLagMs: z.number().max(Number.MAX_SAFE_INTEGER).nonnegative(),
    disk: diskShape,
    quota: quotaShape.nullable(),
    jobs: z.object({ failing: names, paused: names }),
  })
  .meta({ id: 'AdminStats' })

const mediaUsageShape = z
  .object({
    items: z.array(z.object({ purpose: z.string().max(20), files: count, bytes: count })).max(20),
    total: z.object({ files: count, bytes: count }),
    disk: diskShape,
  })
  .meta({ id: 'MediaUsage' })

function metricsOf(request: Request): Metrics {
  return request.app.locals.metrics as Metrics
}

/** How the server is doing, what happens on it, and what keeps it tidy. */
export const adminServiceEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/stats',
    operation: 'getStats',
    tag,
    summary: 'How the server is doing',
    access: 'moderator',
    answers: { 200: statsShape },
    answer: async ({ context, request }) => {
      const { messagesPerMinute, waiting, ...stats } = await readStats(context)
      const recent = await metricsOf(request).recent()
      return ok({
        at: isoTime(context.now()),
        ...stats,
        rates: {
          requestsPerSecond: recent.requestsPerSecond,
          errorsPerMinute: recent.errorsPerSecond * 60,
          p50Ms: recent.p50Ms,
          p99Ms: recent.p99Ms,
          messagesPerMinute,
        },
        queueDepth: waiting,
        eventLoopLagMs: recent.eventLoopP99Ms,
        quota: context.instance.features.videos ? presentQuota(await readQuota(context)) : null,
      })
    },
  }),
  endpoint({
    method: 'get',
    path: '/admin/events',
    operation: 'streamOperatorEvents',
    tag,
    summary: 'What happens, as it happens',
    description:
      'Server-sent events: the name of what happened, and `{subjectId}`; what it is, ask for. `pulse` comes every few ' +
      'seconds. Nothing is sent again after a break. The stream ends within a second when the role is lost.',
    access: 'moderator',
    answers: { 200: z.string().max(1_000_000).describe('Events of the form described above.') },
    produces: 'text/event-stream',
    takesOver: true,
    answer: ({ context, request, response }) => {
      requestState(request).isHeld = true
      serveOperatorEvents(request.app.locals.live as LiveDoor, context, response)
      return tookOver
    },
  }),
  changeEndpoint({
    path: '/admin/announcements',
    operation: 'announce',
    tag,
    summary: 'Tell everybody something',
    access: 'admin',
    body: announceInput.extend({ reason: optionalReason }),
    shape: z.object({ id: z.string().max(36), recipients: count }).meta({ id: 'Announcement' }),
    undoable: false,
    change: (context, { body: { reason, ...notice } }) => announce(context, { ...notice, reason: reason ?? null }),
    present: (_context, { id, recipients }) => ({ id, recipients }),
  }),
  endpoint({
    method: 'get',
    path: '/admin/media/usage',
    operation: 'getMediaUsage',
    tag,
    summary: 'How much pictures and videos take up',
    access: 'admin',
    answers: { 200: mediaUsageShape },
    answer: async ({ context }) => {
      const items = await context.db.read.all<{ purpose: string; files: number; bytes: number }>(
        `SELECT m.purpose, COUNT(f.name) AS files, COALESCE(SUM(f.bytes), 0) AS bytes
         FROM media m JOIN media_files f ON f.media_id = m.id GROUP BY m.purpose ORDER BY m.purpose`,
      )
      const { files, bytes } = await readMediaUsage(context)
      return ok({ items, total: { files, bytes }, disk: (await readStats(context)).disk })
    },
  }),
  endpoint({
    method: 'post',
    path: '/admin/media/sweep',
    operation: 'sweepMedia',
    tag,
    summary: 'Remove what nothing uses',
    access: 'admin',
    body: z.strictObject({ reason: optionalReason }),
    answers: {
      200: z.object({ checked: count, removed: count, bytesFreed: count, ...changeFields }).meta({ id: 'MediaSweep' }),
    },
    effect: async ({ context, body }) => {
      const before = await readMediaUsage(context)
      const swept = await sweepMedia(context)
      const after = await readMediaUsage(context)
      const removed = { removed: swept.files ?? 0, bytesFreed: Math.max(0, before.bytes - after.bytes) }
      const auditId = await context.db.transaction((unit) =>
        recordAudit(unit, context, {
          action: 'media.sweep',
          subjectType: 'media',
          subjectId: 'all',
          reason: body.reason ?? null,
          before: null,
          after: removed,
        }),
      )
      return { checked: before.files, ...removed, auditId }
    },
    answer: (_call, swept) => ok({ ...swept, undoable: false }),
  }),
  endpoint({
    method: 'post',
    path: '/admin/media/verify',
    operation: 'verifyMedia',
    tag,
    summary: 'Compare every stored file with what was stored',
    access: 'admin',
    answers: {
      200: z
        .object({
          checked: count,
          damaged: z.array(z.object({ id: z.string().max(200), problem: z.string().max(40) })).max(100_000),
          ...changeFields,
        })
        .meta({ id: 'MediaVerification' }),
    },
    effect: async ({ context }) => {
      const { checked, missing, damaged } = await verifyMedia(context)
      return {
        checked,
        damaged: [
          ...missing.map((id) => ({ id, problem: 'missing' })),
          ...damaged.map((id) => ({ id, problem: 'damaged' })),
        ],
      }
    },
    answer: (_call, found) => ok({ ...found, auditId: null, undoable: false }),
  }),
]
