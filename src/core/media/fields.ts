import { z } from 'zod'
import { proseField } from '../../lib/fields.ts'

export const altMaxLength = 1500

export const altField = proseField(altMaxLength)

export const uploadFields = z.strictObject({
  purpose: z.enum(['post', 'message']),
  alt: altField.optional(),
})
