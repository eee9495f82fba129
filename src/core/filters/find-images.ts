import { placeholders, type Reader } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import type { FilterEffect } from './filters.ts'
import { differingBits } from './image-hash.ts'
import { rememberOfFilters } from './remembered.ts'

export interface FoundFilter {
  id: string
  effect: FilterEffect
}

/**
 * The filters in use that know one of these pictures, by the SHA-256 of its file (64 digits) or by how it looks (16 digits,
 * at most `distance` bits apart). Bounded work for any number of filters: one look-up, and one pass over all that look.
 */
export async function findImageFilters(
  reader: Reader,
  hashes: readonly string[],
  distance: number,
): Promise<FoundFilter[]> {
  if (hashes.length === 0) return []
  const exact = await reader.all<FoundFilter>(
    `SELECT id, effect FROM filters WHERE removed_at IS NULL AND kind = 'image' AND pattern IN (${placeholders(hashes.length)})`,
    hashes,
  )
  const looks = hashes.filter((hash) => hash.length === 16)
  if (looks.length === 0) return exact
  // As one text: ten thousand rows cost far more on the way than the comparisons do.
  const all = await reader.get<{ patterns: string | null }>(
    `SELECT string_agg(pattern || id || effect, ' ') AS patterns FROM filters
     WHERE removed_at IS NULL AND kind = 'image' AND length(pattern) = 16`,
  )
  const alike = (all?.patterns?.split(' ') ?? []).filter((entry) =>
    looks.some((hash) => differingBits(hash, entry.slice(0, 16)) <= distance),
  )
  const found = new Map(exact.map((filter) => [filter.id, filter]))
  for (const entry of alike) {
    const id = entry.slice(16, 52)
    found.set(id, { id, effect: entry.slice(52) as FilterEffect })
  }
  return [...found.values()]
}

/** Whether there are filters of pictures at all, so that nobody need look at the pictures of what is written. */
export function hasImageFilters(unit: Unit): Promise<boolean> {
  return rememberOfFilters(unit, 'images', async () => {
    const one = await unit.get(`SELECT id FROM filters WHERE removed_at IS NULL AND kind = 'image' LIMIT 1`)
    return one !== undefined
  })
}
