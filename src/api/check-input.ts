import type { z } from 'zod'
import { failure } from '../core/errors.ts'
import type { FieldError } from '../lib/errors.ts'

const maxErrors = 50

/** Checks one part of the input; throws `validation_failed` with every bad field and its path. */
export function checkInput(schema: z.ZodType, value: unknown, part: 'body' | 'query' | 'path'): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.flatMap(fieldErrors).slice(0, maxErrors)
  throw failure('validation_failed', `The ${part} is not right: ${errors[0]?.message ?? 'see errors'}`, { errors })
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String)
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
  return issue.keys.map((key) => ({ path: [...path, key].join('.').slice(0, 200), message: 'There is no such field.' }))
}
