import type { Field } from './form.ts'

/** The secret of a link; only who has no script sees the field. */
export function tokenFieldOf(from: string): Field {
  return {
    name: 'token',
    label: 'Code of the link',
    hint: `Paste the whole link ${from}, or what stands in it after “#token=”.`,
    kind: 'token',
    maxLength: 2000,
  }
}
