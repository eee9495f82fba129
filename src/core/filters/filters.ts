import { z } from 'zod'
import { type Reader, tuples } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { pageQuery } from '../../lib/fields.ts'
import { newId } from '../../lib/ids.ts'
import { actorIdentity, recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { compileFilter, type FilterKind, filterKinds, type Matcher } from './compile-filter.ts'
import { imageHashIn } from './image-hash.ts'
import { forgetFilters, rememberOfFilters } from './remembered.ts'

/** What happens to content that a filter finds: it waits for an operator, is hidden, or is only shown to operators. */
export type FilterEffect = 'hold' | 'hide' | 'flag'

export interface FilterRow {
  id: string
  kind: FilterKind
  pattern: string
  effect: FilterEffect
  matchesCount: number
  createdByName: string
  createdAt: number
}

const columns = 'id, kind, pattern, effect, matches_count, created_by_name, created_at'

export const filterPattern = z.strictObject({
  kind: z.enum(filterKinds),
  pattern: z
    .string()
    .min(1)
    .max(500)
    .describe(
      'A word, a regular expression (RE2), an address, a domain, or the hash of a picture: SHA-256 (64 digits) or perceptual (16).',
    ),
})

export const addFilterInput = filterPattern.extend({ effect: z.enum(['hold', 'hide', 'flag']).default('flag') })

export const listFiltersInput = pageQuery()

interface Changed {
  auditId: string
  id: string
}

/** Adds a filter; it counts for everything written from now on. Throws `validation_failed` for a pattern that is none. */
export function addFilter(
  context: Context,
  input: z.output<typeof addFilterInput> & { reason: string | null },
): Promise<Changed> {
  const { kind, effect, reason } = input
  compileFilter(kind, input.pattern)
  // Pictures are looked up by their hash, so that it has one form.
  const pattern = kind === 'image' ? imageHashIn(input.pattern)! : input.pattern
  return context.write(async (unit) => {
    const id = newId(context.now())
    const { name } = actorIdentity(context.actor)
    forgetFilters(unit)
    await unit.run(
      `INSERT INTO filters (id, kind, pattern, effect, created_by_name, created_at) VALUES ${tuples(1, 6)}`,
      [id, kind, pattern, effect, name, context.now()],
    )
    const auditId = await auditFilter(unit, context, 'add', id, reason, { kind, pattern, effect })
    return { auditId, id }
  })
}

/** Takes a filter out of use. Throws `not_found`, or `conflict` when it was before. */
export function removeFilter(context: Context, input: { id: string; reason: string | null }): Promise<Changed> {
  const { id, reason } = input
  return context.write(async (unit) => {
    const { kind, pattern, effect } = await readFilter(unit, id)
    if (!(await setRemoved(unit, id, context.now()))) throw failure('conflict', 'The filter was removed before.')
    const auditId = await auditFilter(unit, context, 'remove', id, reason, { kind, pattern, effect })
    return { auditId, id }
  })
}

/** Takes a filter out of use (a time) or back into it (null); answers whether that changed anything. */
export async function setRemoved(unit: Unit, id: string, at: number | null): Promise<boolean> {
  const before = at === null ? 'NOT NULL' : 'NULL'
  forgetFilters(unit)
  return (
    (await unit.run(`UPDATE filters SET removed_at = $2 WHERE id = $1 AND removed_at IS ${before}`, [id, at])) === 1
  )
}

function auditFilter(
  unit: Unit,
  context: Context,
  verb: 'add' | 'remove',
  id: string,
  reason: string | null,
  facts: Record<string, unknown>,
): Promise<string> {
  return recordAudit(unit, context, {
    action: `filter.${verb}`,
    subjectType: 'filter',
    subjectId: id,
    reason,
    before: verb === 'add' ? null : facts,
    after: verb === 'add' ? facts : null,
  })
}

/** Filters in use, newest first; one row more than `limit` when there are more. */
export function listFilters(context: Context, input: z.output<typeof listFiltersInput>): Promise<FilterRow[]> {
  const before = input.cursor === undefined ? '~' : String(context.cursors.decode('admin-filters', input.cursor)[0])
  return context.db.read.all<FilterRow>(
    `SELECT ${columns} FROM filters WHERE removed_at IS NULL AND id < $1 ORDER BY id DESC LIMIT $2`,
    [before, input.limit + 1],
  )
}

/** One filter, also one that was removed. Throws `not_found`. */
export async function readFilter(reader: Reader, id: string): Promise<FilterRow> {
  const row = await reader.get<FilterRow>(`SELECT ${columns} FROM filters WHERE id = $1`, [id])
  if (row === undefined) throw notFound()
  return row
}

const compiled = new Map<string, Matcher>()
const mostCompiled = 5000

/** A filter of texts in use, ready to be asked. */
export interface FilterInUse {
  id: string
  effect: FilterEffect
  matches: Matcher
}

/** Every filter of texts in use; units that share a transaction read them once. */
export function filtersInUse(unit: Unit): Promise<FilterInUse[]> {
  return rememberOfFilters(unit, 'texts', async () => {
    const rows = await unit.all<Pick<FilterRow, 'id' | 'kind' | 'pattern' | 'effect'>>(
      `SELECT id, kind, pattern, effect FROM filters WHERE removed_at IS NULL AND kind <> 'image' ORDER BY id`,
    )
    return rows.map(({ id, kind, pattern, effect }) => ({ id, effect, matches: compiledFilter(kind, pattern) }))
  })
}

// Compiling costs far more than asking, and there are few filters.
function compiledFilter(kind: FilterKind, pattern: string): Matcher {
  const key = `${kind}\0${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  if (compiled.size >= mostCompiled) compiled.clear()
  const made = compileFilter(kind, pattern)
  compiled.set(key, made)
  return made
}
