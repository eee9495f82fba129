import { z } from 'zod'
import type { Context } from '../../../core/context.ts'
import { notFound } from '../../../core/errors.ts'
import { type JobOrder, listJobs, listRuns, planJobOrder, steerJob } from '../../../core/jobs/index.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { pageQuery, pageShape } from '../../../lib/fields.ts'
import { jobRunShape, jobShape, presentJob, presentJobRun } from '../../../presenters/video-service.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeFields, planQuery, planShape, presentPlan, reasonBody } from './change.ts'

const jobParams = z.strictObject({
  name: z
    .string()
    .max(60)
    .regex(/^[a-z0-9-]{1,60}$/)
    .describe('The name of the job.'),
})
const changedJobShape = jobShape.extend(changeFields).meta({ id: 'JobChange' })

async function oneJob(context: Context, name: string) {
  const [job] = await listJobs(context.db.read, name)
  if (job === undefined) throw notFound()
  return presentJob(job)
}

function orderEndpoint(order: JobOrder, summary: string): Endpoint {
  return endpoint({
    method: 'post',
    path: `/admin/jobs/{name}/${order}`,
    operation: `${order}Job`,
    tag: 'Operators: jobs',
    summary,
    description: 'The order is kept; whichever process runs the jobs obeys it within seconds.',
    access: 'admin',
    params: jobParams,
    query: planQuery,
    body: reasonBody,
    answers: { 200: z.union([changedJobShape, planShape]) },
    effect: async ({ context, params, query, body }) =>
      query.plan ? { auditId: null } : steerJob(context, { name: params.name, order, reason: body.reason }),
    answer: async ({ context, params, query }, { auditId }) => {
      if (query.plan) return ok(presentPlan(await planJobOrder(context, { name: params.name, order })))
      return ok({ ...(await oneJob(context, params.name)), auditId, undoable: false })
    },
  })
}

/** The jobs of the installation, for operators. */
export const adminJobEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/jobs',
    operation: 'listJobs',
    tag: 'Operators: jobs',
    summary: 'Every job with its last and its next run',
    access: 'admin',
    answers: { 200: pageShape(jobShape) },
    answer: async ({ context }) => ok({ items: (await listJobs(context.db.read)).map(presentJob), nextCursor: null }),
  }),
  orderEndpoint('run', 'Run a job once, now'),
  orderEndpoint('pause', 'Keep a job from running'),
  orderEndpoint('resume', 'Let a paused job run again'),
  endpoint({
    method: 'get',
    path: '/admin/jobs/{name}/runs',
    operation: 'listJobRuns',
    tag: 'Operators: jobs',
    summary: 'The runs of a job, newest first',
    access: 'admin',
    params: jobParams,
    query: pageQuery(),
    answers: { 200: pageShape(jobRunShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, params, query }) => {
      await oneJob(context, params.name)
      const list = `job-runs ${params.name}`
      const before = query.cursor === undefined ? null : (context.cursors.decode(list, query.cursor)[0] as string)
      const rows = await listRuns(context.db.read, params.name, before, query.limit + 1)
      return ok(pageOf(rows, query.limit, presentJobRun, (row) => context.cursors.encode(list, [row.id])))
    },
  }),
]
