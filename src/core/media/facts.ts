import { rowQuery } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'

export type MediaPurpose = 'post' | 'message' | 'photo'
export type MediaState = 'ready' | 'processing' | 'failed'

/**
 * Who may fetch the files of an item: `owner` nobody else; `world` everybody, whatever the account is (profile photos);
 * `public` everybody while the account is public, followers otherwise; `followers` followers; `conversation` the people
 * of the conversation in `scope_id`.
 */
export type MediaScope = 'owner' | 'world' | 'public' | 'followers' | 'conversation'

/** What clients are told of an item, as it is stored: everything but its addresses, which change. */
export interface MediaFacts {
  state: MediaState
  problem: { code: string; detail: string } | null
  kind: 'image' | 'video'
  mimeType: string
  width: number
  height: number
  durationMs: number | null
  /** Of the file at `url`. */
  bytes: number
  /** A ThumbHash, base64. */
  placeholder: string | null
  alt: string | null
  /** The names of files by their part; null for a part that there is not. */
  files: { main: string | null; medium: string | null; thumbnail: string | null; poster: string | null }
}

/** An item as hot reads take it along. */
export type MediaItem = readonly [id: string, publicPath: string, facts: MediaFacts]

const embedded = (alias: string): string =>
  `'["' || ${alias}.id || '","' || ${alias}.public_path || '",' || ${alias}.facts || ']'`

/**
 * An expression for any query: the items that a table of attachments names, in its order, as the JSON of a list of
 * `MediaItem`; null when there are none. `from` is the table with its alias, `where` the rows meant, `mediaId` and
 * `position` its columns: `mediaColumn('post_media pm', 'pm.post_id = p.id', 'pm.media_id', 'pm.position')`.
 */
export function mediaColumn(from: string, where: string, mediaId: string, position: string): string {
  // Sorted below the aggregate, where the key of the table has that order anyway: within it SQLite would sort each list.
  return `(SELECT '[' || string_agg(items.item, ',') || ']' FROM (SELECT ${embedded('mi')} AS item
    FROM ${from} JOIN media mi ON mi.id = ${mediaId} WHERE ${where} ORDER BY ${position}) items)`
}

/** An item with what decides about it. */
export interface MediaRow {
  id: string
  ownerId: string
  purpose: MediaPurpose
  state: MediaState
  scope: MediaScope
  scopeId: string | null
  attachedType: string | null
  attachedId: string | null
  publicPath: string
  facts: string
}

/** The columns of `MediaRow` for `rowQuery`, from the alias `m`. */
export const mediaRowColumns: { [Field in keyof MediaRow]: string } = {
  id: 'm.id',
  ownerId: 'm.owner_id',
  purpose: 'm.purpose',
  state: 'm.state',
  scope: 'm.scope',
  scopeId: 'm.scope_id',
  attachedType: 'm.attached_type',
  attachedId: 'm.attached_id',
  publicPath: 'm.public_path',
  facts: 'm.facts',
}

/** Reads one item by its id. */
export const mediaById = rowQuery<MediaRow>(mediaRowColumns, 'FROM media m WHERE m.id = $1')

/** Keeps others from changing the facts of an item until the unit ends. */
export async function lockMedia(unit: Unit, mediaId: string): Promise<void> {
  if (unit.dialect === 'postgres') await unit.get('SELECT id FROM media WHERE id = $1 FOR NO KEY UPDATE', [mediaId])
}

/** A stored item in the form that hot reads give. */
export function itemOf(row: Pick<MediaRow, 'id' | 'publicPath' | 'facts'>): MediaItem {
  return [row.id, row.publicPath, JSON.parse(row.facts) as MediaFacts]
}
