import type { z } from 'zod'
import { failure } from '../../../core/errors.ts'
import type { FieldError } from '../../../lib/errors.ts'
import type { Field, FormValues } from './form.ts'

/** Checks what was typed against the schema; throws `validation_failed` with words for each field that is not right. */
export function checkValues<Schema extends z.ZodType>(
  fields: readonly Field[],
  schema: Schema,
  values: FormValues,
): z.output<Schema> {
  const unticked = fields.filter(({ kind, name }) => kind === 'tick' && values[name] === undefined)
  const ticks = new Set(fields.filter(({ kind }) => kind === 'tick').map(({ name }) => name))
  const asked = Object.fromEntries(Object.entries(values).filter(([name]) => !ticks.has(name)))
  const parsed = schema.safeParse(asked)
  const errors: FieldError[] = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => wordsFor(issue, values))),
    ...unticked.map(({ name }) => ({ path: name, message: 'Tick this box to go on.' })),
  ]
  if (parsed.success && errors.length === 0) return parsed.data
  throw failure('validation_failed', 'Some answers are missing or not right.', { errors: inOrder(fields, errors) })
}

function wordsFor(issue: z.core.$ZodIssue, values: FormValues): FieldError {
  const path = String(issue.path[0] ?? '')
  if (issue.code === 'unrecognized_keys') return { path: '', message: 'The form has fields that do not belong to it.' }
  if (values[path] === undefined) return { path, message: 'This must not be left empty.' }
  return { path, message: reasonOf(issue) }
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `This needs at least ${issue.minimum} characters.`
    case 'too_big':
      return `This may have at most ${issue.maximum} characters.`
    case 'invalid_value':
      return 'Choose one of these.'
    case 'invalid_format':
      return issue.format === 'email' ? 'Write an address such as name@example.org.' : issue.message
    default:
      return issue.message
  }
}

// One for each field, in the order in which they are asked.
function inOrder(fields: readonly Field[], errors: readonly FieldError[]): FieldError[] {
  const names = fields.map(({ name }) => name)
  const first = errors.filter((error, index) => errors.findIndex(({ path }) => path === error.path) === index)
  return first.sort((one, other) => names.indexOf(one.path) - names.indexOf(other.path))
}
