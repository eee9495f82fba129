import type { Database } from '../../../db/database.ts'
import { escapeLike } from '../../../db/sql.ts'

/**
 * How this database finds the middle of a name: `fts5` on SQLite, `pg_trgm` on PostgreSQL, and `plain` on a PostgreSQL
 * that does not have the extension, where every name is looked at.
 */
export type SearchMethod = 'fts5' | 'pg_trgm' | 'plain'

const methods = new WeakMap<Database, Promise<SearchMethod>>()

/** The method of this database; asked once. */
export function searchMethod(db: Database): Promise<SearchMethod> {
  let method = methods.get(db)
  if (method === undefined) {
    method = askMethod(db)
    // What failed to be asked is asked again the next time.
    method.catch(() => methods.delete(db))
    methods.set(db, method)
  }
  return method
}

async function askMethod(db: Database): Promise<SearchMethod> {
  if (db.dialect === 'sqlite') return 'fts5'
  const found = await db.read.get(`SELECT 1 AS found FROM pg_indexes WHERE indexname = 'search_documents_trigrams'`)
  return found === undefined ? 'plain' : 'pg_trgm'
}

/** What an operator should know and do about search, in words for `momentum doctor`; null when all is well. */
export async function searchAdvice(db: Database): Promise<string | null> {
  if ((await searchMethod(db)) !== 'plain') return null
  return (
    'PostgreSQL lacks the extension pg_trgm, so search looks at every name and forgives fewer typing slips. As the ' +
    "database's owner run: CREATE EXTENSION pg_trgm; CREATE INDEX search_documents_trigrams ON search_documents " +
    "USING gin ((' ' || search_key || ' ') gin_trgm_ops); then start Momentum again."
  )
}

/** At most so many people are taken into account by each of the two. */
const mostSubstring = 500
const mostSimilar = 300

/** The ids of people who have the folded query somewhere in their names. */
export async function findSubstring(db: Database, query: string): Promise<string[]> {
  if ([...query].length < 3) return []
  if ((await searchMethod(db)) === 'fts5') return ids(db, matching, [quoted(query), mostSubstring])
  return ids(db, containing, [`%${escapeLike(query)}%`, mostSubstring])
}

/**
 * The ids of people whose names share groups of three letters with the folded query, those who share most first; where
 * there are no such groups, of people whose names share its first half.
 */
export async function findSharingTrigrams(db: Database, query: string): Promise<string[]> {
  const groups = trigramsOf(query)
  switch (await searchMethod(db)) {
    case 'fts5':
      return ids(db, similarInSqlite, [groups.map(quoted).join(' OR '), mostSimilar])
    case 'pg_trgm':
      return ids(db, similarInPostgres, [
        groups.map((group) => `%${escapeLike(group)}%`).join('\n'),
        query,
        mostSimilar,
      ])
    case 'plain': {
      const letters = [...query]
      const half = letters.slice(0, Math.ceil(letters.length / 2)).join('')
      return ids(db, sameBeginning, [half, `${half}\u{10ffff}`, mostSimilar])
    }
  }
}

const matching = `SELECT d.user_id FROM search_trigrams JOIN search_documents d ON d.doc = search_trigrams.rowid
  WHERE search_trigrams MATCH $1 LIMIT $2`
const similarInSqlite = `SELECT d.user_id FROM search_trigrams JOIN search_documents d ON d.doc = search_trigrams.rowid
  WHERE search_trigrams MATCH $1 ORDER BY search_trigrams.rank LIMIT $2`
const containing = `SELECT user_id FROM search_documents WHERE (' ' || search_key || ' ') LIKE $1 LIMIT $2`
const similarInPostgres = `SELECT user_id FROM search_documents
  WHERE (' ' || search_key || ' ') LIKE ANY (string_to_array($1, E'\\n'))
  ORDER BY word_similarity($2, search_key) DESC LIMIT $3`
const sameBeginning = `SELECT DISTINCT user_id FROM search_words WHERE word >= $1 AND word < $2 LIMIT $3`

async function ids(db: Database, sql: string, params: (string | number)[]): Promise<string[]> {
  const rows = await db.read.all<{ userId: string }>(sql, params)
  return rows.map(({ userId }) => userId)
}

/** A text as one FTS5 string, in which nothing is syntax (sqlite.org/fts5.html, 3.1). */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** Groups of three letters, the beginning and end counted as a space; long queries are taken by their beginning. */
function trigramsOf(query: string): string[] {
  const letters = [' ', ...query, ' ']
  const groups = new Set<string>()
  for (let at = 0; at + 3 <= letters.length && groups.size < 40; at += 1) groups.add(letters.slice(at, at + 3).join(''))
  return [...groups]
}
