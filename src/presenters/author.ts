import type { PrefixedSummary } from '../core/people/index.ts'
import { type PersonSummary, presentPersonSummary } from './person.ts'

/** Whoever wrote what a row holds, in short. */
export function presentAuthor(row: PrefixedSummary<'author'>): PersonSummary {
  return presentPersonSummary({
    id: row.authorId,
    username: row.authorUsername,
    displayName: row.authorDisplayName,
    photoPath: row.authorPhotoPath,
    isVerified: row.authorIsVerified,
  })
}
