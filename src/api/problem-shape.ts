import { z } from 'zod'
import { failureCodes } from '../core/errors.ts'

/** An error as every door for programs says it (RFC 9457). */
export const problemShape = z
  .object({
    type: z.string().max(200).describe('Where the code is explained.'),
    title: z.string().max(200),
    status: z.int().min(400).max(599),
    detail: z.string().max(2000),
    code: z
      .string()
      .max(60)
      .meta({
        description: 'A stable word; the set may grow.',
        examples: [...Object.keys(failureCodes), 'internal_error'],
      }),
    requestId: z.string().max(64),
    errors: z
      .array(z.object({ path: z.string().max(300), message: z.string().max(500) }))
      .max(50)
      .optional(),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' })
