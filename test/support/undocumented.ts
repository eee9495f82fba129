/**
 * The path of a field that was sent and is not in what a shape made of it: shapes drop what they do not know, so a field that
 * went out without being documented is missing after parsing.
 */
export function undocumented(sent: unknown, known: unknown, path: string): string | undefined {
  if (typeof sent !== 'object' || sent === null || typeof known !== 'object' || known === null) return undefined
  for (const [key, value] of Object.entries(sent)) {
    if (!(key in known)) return `${path}.${key}`
    const inner = undocumented(value, (known as Record<string, unknown>)[key], `${path}.${key}`)
    if (inner !== undefined) return inner
  }
  return undefined
}
