import { type Flag, rowQuery } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { day, minute } from '../../lib/clock.ts'
import { idTime, newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { mutedSql, notBlockedSql } from '../people/index.ts'
import { holdBoxes } from './boxes.ts'
import { type Act, noteChanged, noteCreated, type Told } from './changes.ts'
import { postPush } from './push-outbox.ts'
import { settleAfter, settleByCounting, showsSql } from './settle.ts'
import { type NotificationType, notificationTypes } from './types.ts'

/** How long an act that was taken back is remembered, so that doing it again is no news. */
export const rememberedMs = day

/** What decides whether and how a person is told of an act. */
export interface Facts {
  isUnwanted: Flag
  inApp: Flag | null
  push: Flag | null
  hasSubscription: Flag
  actNotificationId: string | null
  actUndoneAt: number | null
  actIsShown: Flag | null
  actPlace: string | null
  groupId: string | null
  groupIsUnread: Flag | null
  groupPushedAt: number | null
}

/** Where a query finds what it asks about: placeholders, or columns. */
interface Asked {
  userId: string
  actorId: string
  now: string
  type: string
  actKey: string
  groupKey: string
  conversationId: string
}

const factColumns = (asked: Asked): { [Field in keyof Facts]: string } => ({
  isUnwanted: `(${mutedSql(asked.actorId, asked.userId, asked.now)} OR NOT (${notBlockedSql(asked.actorId, asked.userId)})
      OR EXISTS (SELECT 1 FROM participants q WHERE q.conversation_id = ${asked.conversationId}
        AND q.user_id = ${asked.userId} AND (q.is_muted OR q.request = 'refused')))`,
  inApp: 'p.in_app',
  push: 'p.push',
  hasSubscription: 'EXISTS (SELECT 1 FROM push_subscriptions s WHERE s.user_id = u.id)',
  actNotificationId: 'a.notification_id',
  actUndoneAt: 'a.undone_at',
  actIsShown: 'a.is_shown',
  actPlace: 'a.place',
  groupId: 'n.id',
  groupIsUnread: 'n.is_unread',
  groupPushedAt: 'n.pushed_at',
})

const aroundAct = (asked: Asked): string =>
  `LEFT JOIN notification_preferences p ON p.user_id = u.id AND p.type = ${asked.type}
   LEFT JOIN notification_acts a ON a.user_id = u.id AND a.act_key = ${asked.actKey}
   LEFT JOIN notifications n ON n.user_id = u.id AND n.group_key = ${asked.groupKey}`

const one: Asked = {
  userId: '$1',
  actorId: '$2',
  now: '$3',
  type: '$4',
  actKey: '$5',
  groupKey: '$6',
  conversationId: '$7',
}
const decision = rowQuery<Facts>(factColumns(one), `FROM users u ${aroundAct(one)} WHERE u.id = $1`)

const several: Asked = {
  userId: 'u.id',
  actorId: 'j.value ->> 1',
  now: '$2',
  type: 'j.value ->> 2',
  actKey: 'j.value ->> 3',
  groupKey: 'j.value ->> 4',
  conversationId: 'j.value ->> 5',
}
/** The same for several acts at once, on SQLite. */
const decisions = rowQuery<Facts & { at: number }>(
  { at: 'j.key', ...factColumns(several) },
  `FROM json_each($1) j CROSS JOIN users u ON u.id = j.value ->> 0 ${aroundAct(several)}`,
)

function factsOf(unit: Unit, act: Act, now: number): Promise<Facts | undefined> {
  return unit.row(decision, [
    act.userId,
    act.actorId,
    now,
    act.type,
    act.actKey,
    act.groupKey,
    act.conversationId ?? null,
  ])
}

/** The same for several acts by their places, at once; on SQLite. What is absent is told to nobody. */
export async function factsOfAll(unit: Unit, acts: readonly Act[], now: number): Promise<Map<number, Facts>> {
  const asked = acts.map((act) => [
    act.userId,
    act.actorId,
    act.type,
    act.actKey,
    act.groupKey,
    act.conversationId ?? null,
  ])
  const rows = await unit.rows(decisions, [JSON.stringify(asked), now])
  return new Map(rows.map((row) => [row.at, row]))
}

/** What repeats within so long stands where it stands already. */
const sameMomentMs = minute

/**
 * Whether an act that repeats changes nothing: nobody wants to hear of it, or it stood at the top a moment ago and is not read
 * yet. So it is with most messages, which should not cost more than this look. A push goes all the same. On PostgreSQL the box
 * is held first, so that whoever reads everything at this moment reads it before or after.
 */
export async function isNoNews(unit: Unit, context: Context, act: Act): Promise<boolean> {
  const now = context.now()
  if (unit.dialect === 'postgres') await holdBoxes(unit, [act.userId])
  return changesNothing(unit, context, act, await factsOf(unit, act, now))
}

/** The same by what is known of the act already. */
export async function changesNothing(
  unit: Unit,
  context: Context,
  act: Act,
  facts: Facts | undefined,
): Promise<boolean> {
  const now = context.now()
  if (facts === undefined || facts.isUnwanted) return true
  if (!facts.actIsShown || !facts.groupIsUnread || facts.groupId !== facts.actNotificationId) return false
  if (Math.abs(now - idTime(facts.actPlace!)) > sameMomentMs) return false
  const type: NotificationType = notificationTypes[act.type]
  if ((facts.hasSubscription && facts.push) ?? type.push) {
    await postPush(unit, context, { ...act, notificationId: facts.groupId!, pushedAt: facts.groupPushedAt })
  }
  return true
}

/** Where and how an act is to be told, once it is decided that it is. */
export interface Telling {
  /** The notification it is told by; one that does not exist yet has still to be made. */
  notificationId: string | null
  isListed: boolean
  isPushed: boolean
}

/** Whether the act was taken back a moment ago, so that it comes back to where it stood. */
export function returns({ actNotificationId, actUndoneAt }: Facts, now: number): boolean {
  return actNotificationId !== null && actUndoneAt !== null && now - actUndoneAt < rememberedMs
}

/** How an act that does not return is told; undefined when it is not. */
export function tellingOf(act: Act & { repeats?: boolean }, facts: Facts): Telling | undefined {
  if (facts.actNotificationId !== null && facts.actUndoneAt === null && act.repeats !== true) return undefined
  const type: NotificationType = notificationTypes[act.type]
  const isListed = type.locked.includes('inApp') || Boolean(facts.inApp ?? type.inApp)
  const isPushed = type.locked.includes('push') || Boolean(facts.push ?? type.push)
  return isListed || isPushed ? { notificationId: facts.groupId, isListed, isPushed } : undefined
}

/** How the number of people of its notification changes by an act that was written. */
export function countedBy(facts: Facts, notificationId: string, isShown: boolean): 1 | 0 | -1 {
  const wasCounted = Boolean(facts.actIsShown) && facts.actNotificationId === notificationId
  return isShown === wasCounted ? 0 : isShown ? 1 : -1
}

/** An act that was written into its notification. */
export interface Recorded extends Pick<Telling, 'isListed' | 'isPushed'> {
  notificationId: string
  isShown: boolean
  isUnread: boolean
}

/** Notes what a written act means for the person it is told to, and posts its push. */
export async function tellOfAct(
  unit: Unit,
  context: Context,
  act: Act & { repeats?: boolean },
  facts: Facts,
  recorded: Recorded,
  told: Told,
): Promise<void> {
  const { notificationId, isShown, isListed, isPushed } = recorded
  const wasUnread = Boolean(facts.groupIsUnread)
  if (recorded.isUnread !== wasUnread) told.dirty.add(act.userId)
  // Of a message one hears by the message itself; that its conversation is unread already is no news.
  if (isShown && !(act.repeats === true && wasUnread)) noteCreated(told, act.userId, notificationId)
  if (isPushed && facts.hasSubscription && (isShown || !isListed)) {
    await postPush(unit, context, { ...act, notificationId, pushedAt: facts.groupPushedAt })
  }
}

/** Tells a person of an act, unless they do not want to hear of it. Their box is held. */
export async function recordAct(
  unit: Unit,
  context: Context,
  act: Act & { repeats?: boolean },
  told: Told,
): Promise<void> {
  const now = context.now()
  const facts = await factsOf(unit, act, now)
  if (facts === undefined || facts.isUnwanted) return
  if (returns(facts, now)) {
    await bringBack(unit, act, facts, told)
    return
  }
  const telling = tellingOf(act, facts)
  if (telling === undefined) return
  const notificationId = telling.notificationId ?? (await openGroup(unit, context, act))
  const isShown = await writeAct(unit, act, { notificationId, place: newId(now), isListed: telling.isListed })
  const before = facts.actNotificationId
  if (before !== null && before !== notificationId) await settleByCounting(unit, before)
  const { isUnread } = await settleAfter(unit, notificationId, act, countedBy(facts, notificationId, isShown))
  await tellOfAct(unit, context, act, facts, { ...telling, notificationId, isShown, isUnread: Boolean(isUnread) }, told)
}

async function openGroup(unit: Unit, context: Context, act: Act): Promise<string> {
  const now = context.now()
  const id = newId(now)
  await unit.run(
    `INSERT INTO notifications (id, user_id, type, group_key, subject_type, subject_id, post_id, conversation_id,
       session_id, place, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $1, $10)`,
    [
      id,
      act.userId,
      act.type,
      act.groupKey,
      act.subject?.type ?? null,
      act.subject?.id ?? null,
      act.postId ?? null,
      act.conversationId ?? null,
      act.sessionId ?? null,
      now,
    ],
  )
  return id
}

/**
 * Stores the acts that `from` selects, with the columns user_id to is_listed, returns and undone_at: under the name of the
 * table, so that what decides whether one is shown reads the new row as it would the stored one.
 */
export const insertActsSql = (
  from: string,
): string => `INSERT INTO notification_acts (user_id, act_key, notification_id, actor_id, post_id, comment_id, place,
    is_listed, is_shown)
  SELECT user_id, act_key, notification_id, actor_id, post_id, comment_id, place, is_listed, ${showsSql}
  FROM (${from}) notification_acts
  WHERE TRUE
  ON CONFLICT (user_id, act_key) DO UPDATE SET notification_id = excluded.notification_id, place = excluded.place,
    is_listed = excluded.is_listed, actor_id = excluded.actor_id, is_shown = excluded.is_shown, returns = 0,
    undone_at = NULL`

const insertAct = `${insertActsSql(`SELECT CAST($1 AS TEXT) AS user_id, CAST($2 AS TEXT) AS act_key,
    CAST($3 AS TEXT) AS notification_id, CAST($4 AS TEXT) AS actor_id, CAST($5 AS TEXT) AS post_id,
    CAST($6 AS TEXT) AS comment_id, CAST($7 AS TEXT) AS place, CAST($8 AS BOOLEAN) AS is_listed, 0 AS returns,
    CAST(NULL AS BIGINT) AS undone_at`)} RETURNING is_shown`

/** Stores an act; answers whether it is shown. */
async function writeAct(
  unit: Unit,
  act: Act,
  place: { notificationId: string; place: string; isListed: boolean },
): Promise<boolean> {
  const written = await unit.get<{ isShown: Flag }>(insertAct, [
    act.userId,
    act.actKey,
    place.notificationId,
    act.actorId,
    act.postId ?? null,
    act.commentId ?? null,
    place.place,
    place.isListed,
  ])
  return Boolean(written!.isShown)
}

async function showAct(unit: Unit, { userId, actKey }: { userId: string; actKey: string }): Promise<boolean> {
  const shown = await unit.get<{ isShown: Flag }>(
    `UPDATE notification_acts SET is_shown = ${showsSql} WHERE user_id = $1 AND act_key = $2 RETURNING is_shown`,
    [userId, actKey],
  )
  return Boolean(shown!.isShown)
}

// Done again soon after it was taken back: it stands where it stood, and nobody is disturbed.
async function bringBack(unit: Unit, act: Act, facts: Facts, told: Told): Promise<void> {
  const notificationId = facts.actNotificationId!
  await unit.run(
    'UPDATE notification_acts SET undone_at = NULL, returns = returns + 1 WHERE user_id = $1 AND act_key = $2',
    [act.userId, act.actKey],
  )
  if (!(await showAct(unit, act))) return
  await settleAfter(unit, notificationId, act, 1)
  told.dirty.add(act.userId)
  noteChanged(told, act.userId, notificationId)
}

/** Takes an act back. The box of the person it was told to is held. */
export async function undoAct(
  unit: Unit,
  context: Context,
  { userId, actKey }: { userId: string; actKey: string },
  told: Told,
): Promise<void> {
  const act = await unit.get<{ notificationId: string; actorId: string | null; isShown: Flag }>(
    `SELECT notification_id, actor_id, is_shown FROM notification_acts
     WHERE user_id = $1 AND act_key = $2 AND undone_at IS NULL`,
    [userId, actKey],
  )
  if (act === undefined) return
  await unit.run('UPDATE notification_acts SET undone_at = $3, is_shown = FALSE WHERE user_id = $1 AND act_key = $2', [
    userId,
    actKey,
    context.now(),
  ])
  if (!act.isShown) return
  await settleAfter(unit, act.notificationId, { actKey, actorId: act.actorId }, -1)
  told.dirty.add(userId)
  noteChanged(told, userId, act.notificationId)
}
