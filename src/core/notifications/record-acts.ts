import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import type { Act, Told } from './changes.ts'
import {
  changesNothing,
  countedBy,
  type Facts,
  factsOfAll,
  insertActsSql,
  recordAct,
  returns,
  type Telling,
  tellingOf,
  tellOfAct,
} from './record-act.ts'
import { settledAfterSql } from './settle.ts'

type AnyAct = Act & { repeats?: boolean }

interface Planned {
  act: AnyAct
  facts: Facts
  telling: Telling
  notificationId: string
  place: string
}

/**
 * Tells of several acts at once, on SQLite: what `recordAct` does for each, in four statements for all of them. What is about
 * the same as an act before it, and what returns or moves to another notification, is told by itself after the others.
 */
export async function recordActs(unit: Unit, context: Context, acts: readonly AnyAct[], told: Told): Promise<void> {
  const { planned, others } = await plan(unit, context, acts)
  if (planned.length > 0) {
    await openGroups(unit, context, planned)
    const shown = await writeActs(unit, planned)
    const unread = await settleAfterAll(unit, planned, shown)
    for (const [index, { act, facts, telling, notificationId }] of planned.entries()) {
      const recorded = {
        ...telling,
        notificationId,
        isShown: shown[index]!,
        isUnread: unread.get(notificationId) === true,
      }
      await tellOfAct(unit, context, act, facts, recorded, told)
    }
  }
  for (const act of others) await recordAct(unit, context, act, told)
}

async function plan(
  unit: Unit,
  context: Context,
  acts: readonly AnyAct[],
): Promise<{ planned: Planned[]; others: AnyAct[] }> {
  const now = context.now()
  const all = await factsOfAll(unit, acts, now)
  // Of others, an earlier one may be about the same act.
  const allRepeat = acts.every(({ repeats }) => repeats === true)
  const planned: Planned[] = []
  const others: AnyAct[] = []
  const taken = new Set<string>()
  for (const [index, act] of acts.entries()) {
    const facts = all.get(index)
    if (facts === undefined || facts.isUnwanted) continue
    if (allRepeat && (await changesNothing(unit, context, act, facts))) continue
    const names = [`group ${act.userId} ${act.groupKey}`, `act ${act.userId} ${act.actKey}`]
    const isFirst = !names.some((name) => taken.has(name))
    for (const name of names) taken.add(name)
    const isMoved = facts.actNotificationId !== null && facts.actNotificationId !== facts.groupId
    if (!isFirst || isMoved || returns(facts, now)) {
      others.push(act)
      continue
    }
    const telling = tellingOf(act, facts)
    if (telling === undefined) continue
    planned.push({ act, facts, telling, notificationId: telling.notificationId ?? newId(now), place: newId(now) })
  }
  return { planned, others }
}

async function openGroups(unit: Unit, context: Context, planned: readonly Planned[]): Promise<void> {
  const now = context.now()
  const missing = planned.filter(({ telling }) => telling.notificationId === null)
  if (missing.length === 0) return
  await unit.run(
    `INSERT INTO notifications (id, user_id, type, group_key, subject_type, subject_id, post_id, conversation_id,
       session_id, place, created_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
       value ->> 0, $2 FROM json_each($1)`,
    [
      JSON.stringify(
        missing.map(({ act, notificationId }) => [
          ...[notificationId, act.userId, act.type, act.groupKey, act.subject?.type ?? null, act.subject?.id ?? null],
          ...[act.postId ?? null, act.conversationId ?? null, act.sessionId ?? null],
        ]),
      ),
      now,
    ],
  )
}

const insertActs = `${insertActsSql(`SELECT value ->> 0 AS user_id, value ->> 1 AS act_key, value ->> 2 AS notification_id,
    value ->> 3 AS actor_id, value ->> 4 AS post_id, value ->> 5 AS comment_id, value ->> 6 AS place, value ->> 7 AS is_listed,
    0 AS returns, NULL AS undone_at FROM json_each($1)`)} RETURNING user_id, act_key, is_shown`

/** Stores the acts; answers of each whether it is shown. */
async function writeActs(unit: Unit, planned: readonly Planned[]): Promise<boolean[]> {
  const values = planned.map(({ act, telling, notificationId, place }) => [
    ...[act.userId, act.actKey, notificationId, act.actorId, act.postId ?? null, act.commentId ?? null],
    ...[place, telling.isListed],
  ])
  const rows = await unit.all<{ userId: string; actKey: string; isShown: Flag }>(insertActs, [JSON.stringify(values)])
  const shown = new Map(rows.map(({ userId, actKey, isShown }) => [`${userId} ${actKey}`, Boolean(isShown)]))
  return planned.map(({ act }) => shown.get(`${act.userId} ${act.actKey}`) === true)
}

/** Brings the notifications in line with their new acts; answers whether each is unread. */
async function settleAfterAll(
  unit: Unit,
  planned: readonly Planned[],
  shown: readonly boolean[],
): Promise<Map<string, boolean>> {
  const values = planned.map(({ act, facts, notificationId }, index) => [
    ...[notificationId, act.actorId, act.actKey, countedBy(facts, notificationId, shown[index]!)],
  ])
  const rows = await unit.all<{ id: string; isUnread: Flag }>(
    `UPDATE notifications SET ${settledAfterSql('j.actor_id', 'j.act_key', 'j.by')}
     FROM (SELECT value ->> 0 AS id, value ->> 1 AS actor_id, value ->> 2 AS act_key, value ->> 3 AS by FROM json_each($1)) j
     WHERE notifications.id = j.id RETURNING id, is_unread`,
    [JSON.stringify(values)],
  )
  return new Map(rows.map(({ id, isUnread }) => [id, Boolean(isUnread)]))
}
