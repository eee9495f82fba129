import type { Database } from '../../../db/database.ts'
import { findSharingTrigrams } from './trigrams.ts'

// Two ways to come by people whose names may be a typing slip away; how far they are is measured afterwards. Names that
// share groups of three letters are found by the trigrams. A swap or a letter too many leaves few groups whole in a short
// name, so the query is also tried with each such slip taken back.

/** The ids of people whose names may be meant by the folded query. */
export async function findSimilar(db: Database, query: string): Promise<string[]> {
  const [corrected, sharing] = await Promise.all([findCorrected(db, query), findSharingTrigrams(db, query)])
  return [...new Set([...corrected, ...sharing])]
}

/** As many corrections as one statement asks for, and people as it answers. */
const mostCorrections = 24
const mostCorrected = 200

const ranges = Array.from({ length: mostCorrections }, (_, at) => `(word >= $${at * 2 + 1} AND word < $${at * 2 + 2})`)
const correctedQuery = `SELECT DISTINCT user_id FROM
  (SELECT user_id FROM search_words WHERE ${ranges.join(' OR ')} LIMIT ${mostCorrected}) corrected`

async function findCorrected(db: Database, query: string): Promise<string[]> {
  const corrections = slipsTakenBack(query).slice(0, mostCorrections)
  const params = Array.from({ length: mostCorrections }, (_, at) => corrections[at] ?? corrections[0]!).flatMap(
    (correction) => [correction, `${correction}\u{10ffff}`],
  )
  const rows = await db.read.all<{ userId: string }>(correctedQuery, params)
  return rows.map(({ userId }) => userId)
}

/** The query with two neighbours swapped, or one letter left out, at each place from the beginning on. */
export function slipsTakenBack(query: string): string[] {
  const letters = [...query]
  const corrections = new Set<string>()
  for (let at = 0; at < letters.length; at += 1) {
    const [before, here, next] = [letters.slice(0, at), letters[at]!, letters[at + 1]]
    if (next !== undefined && next !== here) corrections.add([...before, next, here, ...letters.slice(at + 2)].join(''))
    if (letters.length > 3) corrections.add([...before, ...letters.slice(at + 1)].join(''))
  }
  return [...corrections]
}
