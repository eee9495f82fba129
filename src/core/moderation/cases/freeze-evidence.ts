import { placeholders, type Reader } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import { newId } from '../../../lib/ids.ts'
import type { Context } from '../../context.ts'
import { holdMedia, readHeldMedia, releaseHeldMedia } from '../../media/index.ts'
import type { Subject } from './subjects.ts'

interface Piece {
  type: string
  subjectId: string
  authorId: string | null
  authorName: string | null
  text: string | null
  /** Where it is to be seen, of what is not kept here. */
  link?: string
  isReported: boolean
  at: number
}

/** How many messages before and after a reported one are kept with it. */
const around = 5

/** How much of a video's description is kept. */
const descriptionStart = 500

/**
 * Keeps what a report is about as it is at this moment, words and pictures, so that editing and deleting cannot change it:
 * a message with those around it, a comment with its post. What is kept already is not kept twice.
 */
export async function freezeEvidence(unit: Unit, context: Context, caseId: string, subject: Subject): Promise<void> {
  const pieces = await readers[subject.type](unit, subject.id)
  const pictures = await picturesOf(unit, pieces)
  const known = await keptAlready(unit, caseId)
  for (const [position, piece] of pieces.entries()) {
    const mediaIds = pictures.get(piece.subjectId) ?? []
    if (known.has(nameOf(piece, mediaIds))) continue
    const id = newId(context.now())
    await unit.run(
      `INSERT INTO case_evidence (id, case_id, position, type, subject_id, author_id, author_name, text, link, is_reported,
         happened_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        caseId,
        position,
        piece.type,
        piece.subjectId,
        piece.authorId,
        piece.authorName,
        piece.text,
        piece.link ?? null,
        piece.isReported,
        piece.at,
        context.now(),
      ],
    )
    await holdMedia(unit, context, { mediaIds, holder: { type: 'evidence', id } })
  }
}

/** Erases pieces that are kept, and gives their pictures back. */
export async function eraseEvidence(unit: Unit, context: Context, ids: readonly string[]): Promise<void> {
  await releaseHeldMedia(unit, context, 'evidence', ids)
  for (const id of ids) await unit.run('DELETE FROM case_evidence WHERE id = $1', [id])
}

async function keptAlready(unit: Unit, caseId: string): Promise<Set<string>> {
  const kept = await unit.all<{ id: string; subjectId: string; text: string | null }>(
    'SELECT id, subject_id, text FROM case_evidence WHERE case_id = $1 ORDER BY id DESC LIMIT 500',
    [caseId],
  )
  const held = await readHeldMedia(
    unit,
    'evidence',
    kept.map(({ id }) => id),
  )
  const mediaOf = (id: string) => held.filter(({ holderId }) => holderId === id).map(({ mediaId }) => mediaId)
  return new Set(kept.map((piece) => nameOf(piece, mediaOf(piece.id))))
}

function nameOf({ subjectId, text }: Pick<Piece, 'subjectId' | 'text'>, mediaIds: readonly string[]): string {
  return [subjectId, text ?? '', ...mediaIds].join('\0')
}

/** The items that belong to pieces, in their order: of posts and messages what was attached, of people the photo. */
async function picturesOf(reader: Reader, pieces: readonly Piece[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const [type, sql] of Object.entries(pictureSql)) {
    const ids = pieces.filter((piece) => piece.type === type).map((piece) => piece.subjectId)
    if (ids.length === 0) continue
    const rows = await reader.all<{ subjectId: string; mediaId: string }>(sql(placeholders(ids.length)), ids)
    for (const { subjectId, mediaId } of rows) {
      found.set(subjectId, [...(found.get(subjectId) ?? []), mediaId])
    }
  }
  return found
}

const pictureSql: Record<string, (ids: string) => string> = {
  post: (ids) => `SELECT post_id AS subject_id, media_id FROM post_media WHERE post_id IN (${ids}) ORDER BY position`,
  message: (ids) =>
    `SELECT message_id AS subject_id, media_id FROM message_media WHERE message_id IN (${ids}) ORDER BY position`,
  user: (ids) =>
    `SELECT id AS subject_id, photo_id AS media_id FROM users WHERE id IN (${ids}) AND photo_id IS NOT NULL`,
}

const columns = 'u.id AS author_id, u.username AS author_name'

type Read = (reader: Reader, id: string) => Promise<Piece[]>

const readers: Record<Subject['type'], Read> = {
  user: (reader, id) =>
    read(
      reader,
      `SELECT 'user' AS type, u.id AS subject_id, ${columns}, u.display_name || '\n' || u.bio || '\n' ||
         COALESCE(u.link, '') AS text, u.created_at AS at FROM users u WHERE u.id = $1`,
      [id],
      id,
    ),
  post: (reader, id) => read(reader, `${postSql} WHERE p.id = $1`, [id], id),
  comment: async (reader, id) => {
    const comment = await read(
      reader,
      `SELECT 'comment' AS type, c.id AS subject_id, ${columns}, c.text, c.created_at AS at
       FROM comments c JOIN users u ON u.id = c.author_id WHERE c.id = $1`,
      [id],
      id,
    )
    const post = await read(reader, `${postSql} WHERE p.id = (SELECT post_id FROM comments WHERE id = $1)`, [id], id)
    return [...post, ...comment]
  },
  message: async (reader, id) => {
    const place = await reader.get<{ conversationId: string }>('SELECT conversation_id FROM messages WHERE id = $1', [
      id,
    ])
    const conversation = place?.conversationId ?? ''
    const before = await messages(
      reader,
      'm.conversation_id = $1 AND m.id <= $2 ORDER BY m.id DESC',
      conversation,
      id,
      around + 1,
    )
    const after = await messages(reader, 'm.conversation_id = $1 AND m.id > $2 ORDER BY m.id', conversation, id, around)
    return [...before.reverse(), ...after].map((piece) => ({ ...piece, isReported: piece.subjectId === id }))
  },
  conversation: async (reader, id) => {
    const last = await messages(
      reader,
      'm.conversation_id = $1 AND m.id > $2 ORDER BY m.id DESC',
      id,
      '',
      2 * around + 1,
    )
    return last.reverse().map((piece) => ({ ...piece, isReported: true }))
  },
  video: async (reader, id) => {
    const [video] = await reader.all<{
      title: string
      channel: string
      description: string
      format: string
      at: number
    }>(
      `SELECT title, channel_title AS channel, description, format, fetched_at AS at FROM videos WHERE youtube_id = $1`,
      [id],
    )
    if (video === undefined) return []
    const { title, channel, description, format, at } = video
    const start = [...description].slice(0, descriptionStart).join('').trim()
    const text = [title, channel, ...(start === '' ? [] : ['', start])].join('\n')
    const link = `https://www.youtube.com/${format === 'short' ? 'shorts/' : 'watch?v='}${id}`
    return [{ type: 'video', subjectId: id, authorId: null, authorName: null, text, link, isReported: true, at }]
  },
}

const postSql = `SELECT 'post' AS type, p.id AS subject_id, ${columns}, p.caption AS text, p.created_at AS at
  FROM posts p JOIN users u ON u.id = p.author_id`

async function read(reader: Reader, sql: string, params: string[], reportedId: string): Promise<Piece[]> {
  const rows = await reader.all<Omit<Piece, 'isReported'>>(sql, params)
  return rows.map((row) => ({ ...row, isReported: row.subjectId === reportedId }))
}

function messages(
  reader: Reader,
  where: string,
  conversation: string,
  id: string,
  limit: number,
): Promise<Omit<Piece, 'isReported'>[]> {
  return reader.all(
    `SELECT 'message' AS type, m.id AS subject_id, ${columns}, m.text, m.created_at AS at
     FROM messages m JOIN users u ON u.id = m.sender_id WHERE ${where} LIMIT $3`,
    [conversation, id, limit],
  )
}
