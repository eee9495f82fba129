import type { Request } from 'express'
import { failure } from '../../../core/errors.ts'
import { readBytes } from '../../read-body.ts'
import type { Field, FormValues } from './form.ts'

const bodyLimit = 64 * 1024

/**
 * Reads a form as browsers send it without script. Blanks around what is no secret are taken off, an empty field is
 * absent, and of a pasted link only the token stays. Throws what the door answers: another type (415), too much (413),
 * one field twice (400).
 */
export async function readForm(request: Request, fields: readonly Field[]): Promise<FormValues> {
  const bytes = await readBytes(request, bodyLimit)
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw failure('content_type_unsupported', 'Send the form as application/x-www-form-urlencoded.')
  }
  const values = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(bytes.toString('utf8'))) {
    if (values.has(name)) throw failure('malformed_request', 'The form has a field twice.')
    values.set(name, value)
  }
  for (const field of fields) {
    const value = tidied(field, values.get(field.name) ?? '')
    if (value === '') values.delete(field.name)
    else values.set(field.name, value)
  }
  return Object.fromEntries(values)
}

function tidied({ kind }: Field, value: string): string {
  if (kind === 'password') return value
  if (kind === 'token') return value.trim().replace(/^.*#token=/s, '')
  return value.trim()
}
