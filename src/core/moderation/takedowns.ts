import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Reader } from '../../db/sql.ts'
import { day } from '../../lib/clock.ts'
import { emailField, nameField, pageQuery, proseField } from '../../lib/fields.ts'
import { newId } from '../../lib/ids.ts'
import { recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { postMail } from '../mail/index.ts'
import type { Changed } from './people/sanction-person.ts'

export const takedownKinds = ['intimate_image', 'child_safety', 'copyright', 'other'] as const

export const takedownInput = z.strictObject({
  kind: z.enum(takedownKinds),
  url: proseField(2000, 1).describe('Where it is; several addresses one a line.'),
  description: proseField(5000, 1),
  contact: emailField().describe('Where the answer is mailed.'),
  signature: nameField(200).describe('The full name of whoever asks, who declares that what is said is true.'),
})

/** Whoever publishes somebody's intimate pictures must have removed them within two days of being asked; we promise that for all. */
const clockMs = 2 * day

/** A request from outside to take something down. */
export interface TakedownRow {
  id: string
  ticket: string
  kind: string
  url: string
  description: string
  contact: string
  signature: string
  state: 'open' | 'resolved'
  outcome: 'removed' | 'refused' | null
  answer: string | null
  dueAt: number
  createdAt: number
  resolvedAt: number | null
}

const columns =
  'id, ticket, kind, url, description, contact, signature, state, outcome, answer, due_at, created_at, resolved_at'

/** Takes a request down from the public form; whoever asks gets the ticket at once and by mail. */
export function fileTakedown(
  context: Context,
  input: z.output<typeof takedownInput>,
): Promise<{ id: string; ticket: string; dueAt: number }> {
  return context.write(async (unit) => {
    const now = context.now()
    const id = newId(now)
    const ticket = newTicket(now)
    await unit.run(
      `INSERT INTO takedowns (id, ticket, kind, url, description, contact, signature, due_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, ticket, input.kind, input.url, input.description, input.contact, input.signature, now + clockMs, now],
    )
    await postMail(unit, context, { kind: 'takedown-received', to: { address: input.contact }, data: { ticket } })
    return { id, ticket, dueAt: now + clockMs }
  })
}

// Random, so that tickets cannot be guessed from one another.
function newTicket(now: number): string {
  const digits = String(randomInt(100_000_000)).padStart(8, '0')
  return `T-${new Date(now).getUTCFullYear()}-${digits.slice(0, 4)}-${digits.slice(4)}`
}

export const listTakedownsInput = pageQuery({
  state: z.enum(['open', 'resolved']).default('open'),
  kind: z.enum(takedownKinds).optional(),
})

/** Requests, what is due first before the rest; one row more than `limit` when there are more. */
export function listTakedowns(context: Context, input: z.output<typeof listTakedownsInput>): Promise<TakedownRow[]> {
  const [dueAt, id] = input.cursor === undefined ? [0, ''] : context.cursors.decode('admin-takedowns', input.cursor)
  return context.db.read.all<TakedownRow>(
    `SELECT ${columns} FROM takedowns WHERE state = $1 AND ($2 = '' OR kind = $2) AND (due_at, id) > ($3, $4)
     ORDER BY due_at, id LIMIT $5`,
    [input.state, input.kind ?? '', Number(dueAt), String(id), input.limit + 1],
  )
}

/** One request. Throws `not_found`. */
export async function readTakedown(reader: Reader, id: string): Promise<TakedownRow> {
  const row = await reader.get<TakedownRow>(`SELECT ${columns} FROM takedowns WHERE id = $1`, [id])
  if (row === undefined) throw notFound()
  return row
}

/** Answers a request; whoever asked is mailed the outcome and the reason. Throws `not_found`, `conflict`. */
export function resolveTakedown(
  context: Context,
  input: { id: string; outcome: 'removed' | 'refused'; reason: string },
): Promise<Changed> {
  const { id, outcome, reason } = input
  return context.write(async (unit) => {
    const { ticket, contact } = await readTakedown(unit, id)
    const resolved = await unit.run(
      `UPDATE takedowns SET state = 'resolved', outcome = $2, answer = $3, resolved_at = $4 WHERE id = $1 AND state = 'open'`,
      [id, outcome, reason, context.now()],
    )
    if (resolved === 0) throw failure('conflict', 'The request is answered already.')
    await postMail(unit, context, {
      kind: 'takedown-answered',
      to: { address: contact },
      data: { ticket, outcome, reason },
    })
    const auditId = await recordAudit(unit, context, {
      action: 'takedown.resolve',
      subjectType: 'takedown',
      subjectId: id,
      reason,
      before: { state: 'open' },
      after: { state: 'resolved', outcome },
    })
    return { auditId, id }
  })
}
