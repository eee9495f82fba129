import type { z } from 'zod'
import type { Context } from '../../core/context.ts'
import type { LimitName } from '../limits.ts'

/** Something a client may do with a frame: the same schema, limits and use case as over REST. */
export interface LiveAction {
  readonly input: z.ZodType
  /** What is answered. */
  readonly output: z.ZodType
  readonly limits: readonly LimitName[]
  run(context: Context, data: unknown): Promise<unknown>
}

/** Describes an action; the type of its data follows from the schema. */
export function liveAction<Input extends z.ZodType>(action: {
  input: Input
  output: z.ZodType
  limits: readonly LimitName[]
  run: (context: Context, data: z.output<Input>) => Promise<unknown>
}): LiveAction {
  return { ...action, run: (context, data) => action.run(context, data as z.output<Input>) }
}
