import { z } from 'zod'
import { type PlannedChange, planChange } from '../../../core/audit/index.ts'
import type { Context } from '../../../core/context.ts'
import type { FailureCode } from '../../../core/errors.ts'
import { type Endpoint, endpoint, type Method, ok } from '../../endpoint.ts'
import { changeFields, planQuery, planShape, presentPlan, reasonField } from './change.ts'

/** A reason that may be left out. */
export const optionalReason = reasonField.optional()

/** What a use case of operators answers: its audit entry, what was changed, and further JSON to make the answer from. */
export interface Outcome {
  auditId: string
  id: string
}

interface ChangeSpec<
  Params extends z.ZodObject | undefined,
  Body extends z.ZodObject,
  Result extends Outcome,
  Shape extends z.ZodRawShape,
> {
  method?: Method
  path: string
  operation: string
  tag: string
  summary: string
  description?: string
  access: 'moderator' | 'admin'
  params?: Params
  body: Body
  failures?: readonly FailureCode[]
  /** What is answered beside the audit entry. */
  shape: z.ZodObject<Shape>
  /** Whether the audit log has a way back. */
  undoable: boolean
  /** The change, in one unit of the context. */
  change: (
    context: Context,
    call: { params: Params extends z.ZodObject ? z.output<Params> : Record<string, never>; body: z.output<Body> },
  ) => Promise<Result>
  present: (context: Context, result: NoInfer<Result>) => Promise<Record<string, unknown>> | Record<string, unknown>
}

/**
 * A change that operators make: it writes one audit entry and answers its id beside what was changed; with `?plan=true`
 * it answers what it would do, and does nothing.
 */
export function changeEndpoint<
  Params extends z.ZodObject | undefined,
  Body extends z.ZodObject,
  Result extends Outcome,
  Shape extends z.ZodRawShape,
>(spec: ChangeSpec<Params, Body, Result, Shape>): Endpoint {
  const { id: _, ...meta } = spec.shape.meta() ?? {}
  const shape = spec.shape.extend(changeFields).meta({ ...meta, id: `${capital(spec.operation)}Change` })
  return endpoint({
    method: spec.method ?? 'post',
    path: spec.path,
    operation: spec.operation,
    tag: spec.tag,
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    access: spec.access,
    params: spec.params as z.ZodObject | undefined,
    query: planQuery,
    body: spec.body as z.ZodObject,
    failures: spec.failures ?? [],
    answers: { 200: z.union([planShape, shape]) },
    effect: async ({ context, params, query, body }): Promise<{ plan: PlannedChange[] } | Result> => {
      const change = (on: Context) => spec.change(on, { params: params as never, body: body as never })
      return query.plan ? { plan: await planChange(context, change) } : change(context)
    },
    answer: async ({ context }, result) => {
      if ('plan' in result) return ok(presentPlan(result.plan))
      const presented = await spec.present(context, result)
      return ok({ ...presented, auditId: result.auditId, undoable: spec.undoable })
    },
  })
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
