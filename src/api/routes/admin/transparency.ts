import { z } from 'zod'
import { readFigures } from '../../../core/compliance/index.ts'
import { pageShape } from '../../../lib/fields.ts'
import { monthFiguresShape, presentMonthFigures } from '../../../presenters/month-figures.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'

/** What a transparency report is written from. */
export const adminTransparencyEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/transparency',
    operation: 'getTransparency',
    tag: 'Operators: service',
    summary: 'What was reported and decided, month by month',
    description: 'The present month comes first, and is not over. Nobody is named.',
    access: 'moderator',
    query: z.strictObject({
      months: z.coerce.number().int().min(1).max(120).default(12).describe('How many, with the present one.'),
    }),
    answers: { 200: pageShape(monthFiguresShape) },
    answer: async ({ context, query }) =>
      ok({ items: (await readFigures(context, query.months)).map(presentMonthFigures), nextCursor: null }),
  }),
]
