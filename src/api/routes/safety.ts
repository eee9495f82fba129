import { z } from 'zod'
import { personOf } from '../../core/actor.ts'
import {
  appealableUntil,
  appealInput,
  fileAppeal,
  fileReport,
  fileReportInput,
  fileTakedown,
  listOwnReports,
  listReportsInput,
  listStrikes,
  takedownInput,
} from '../../core/moderation/index.ts'
import { isoTime } from '../../lib/clock.ts'
import { pageOf } from '../../lib/cursor.ts'
import { pageShape, timeShape } from '../../lib/fields.ts'
import { presentReport, presentStrike, reportShape, strikeShape } from '../../presenters/moderation.ts'
import { created, type Endpoint, endpoint, ok } from '../endpoint.ts'

const tag = 'Safety'
const madeShape = z.object({ id: z.string().max(36) })

/** Reports, decisions about oneself, appeals, and the public form for those without an account. */
export const safetyEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/reports',
    operation: 'fileReport',
    tag,
    summary: 'Report a person, post, comment, message, conversation or video',
    description:
      'What is reported is kept as it is now, a message with the five before and after it. Reporting the same again, ' +
      'while nobody has decided, answers the report that is there.',
    access: 'person',
    body: fileReportInput,
    answers: { 201: madeShape.meta({ id: 'FiledReport' }) },
    failures: ['not_found'],
    limits: ['reports'],
    effect: ({ context, body }) => fileReport(context, body),
    answer: (_call, made) => created(made),
  }),
  endpoint({
    method: 'get',
    path: '/reports',
    operation: 'listMyReports',
    tag,
    summary: 'What I have reported, and what came of it',
    access: 'person',
    query: listReportsInput,
    answers: { 200: pageShape(reportShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const list = `reports:${personOf(context.actor).userId}`
      const rows = await listOwnReports(context, query)
      return ok(pageOf(rows, query.limit, presentReport, (row) => context.cursors.encode(list, [row.id])))
    },
  }),
  endpoint({
    method: 'get',
    path: '/me/strikes',
    operation: 'listMyStrikes',
    tag,
    summary: 'What was decided about me, why, for how long, and how to appeal',
    access: 'restricted',
    answers: { 200: pageShape(strikeShape) },
    answer: async ({ context }) => {
      const rows = await listStrikes(context)
      const items = rows.map((row) => presentStrike(row, appealableUntil(context, row.createdAt), context.now()))
      return ok({ items, nextCursor: null })
    },
  }),
  endpoint({
    method: 'post',
    path: '/appeals',
    operation: 'fileAppeal',
    tag,
    summary: 'Ask operators to look at a decision about me again',
    description: 'Once for each decision.',
    access: 'restricted',
    body: appealInput,
    answers: { 201: madeShape.meta({ id: 'FiledAppeal' }) },
    failures: ['not_found', 'conflict'],
    limits: ['reports'],
    effect: ({ context, body }) => fileAppeal(context, body),
    answer: (_call, made) => created(made),
  }),
  endpoint({
    method: 'post',
    path: '/takedowns',
    operation: 'fileTakedown',
    tag,
    summary: 'Ask for something to be taken down, without an account',
    description: 'Somebody looks at it, and the outcome is mailed within 48 hours.',
    access: 'public',
    body: takedownInput,
    answers: { 201: z.object({ ticket: z.string().max(20), dueAt: timeShape() }).meta({ id: 'FiledTakedown' }) },
    limits: ['takedowns'],
    idempotency: 'ignored',
    effect: ({ context, body }) => fileTakedown(context, body),
    answer: (_call, { ticket, dueAt }) => created({ ticket, dueAt: isoTime(dueAt) }),
  }),
]
