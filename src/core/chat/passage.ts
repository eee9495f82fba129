import type { Database } from '../../db/database.ts'
import { type Dialect, type Flag, type Reader, type RowQuery, rowQuery, viewerPairs } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { second } from '../../lib/clock.ts'
import { gather } from '../../lib/gather.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { visiblePersonSql } from '../people/index.ts'

// What passes between two people comes many times a second and changes nothing, so whether it may pass is remembered for
// a moment. Whatever could end it (a block, a refusal, a setting) makes every process forget at once; where that bell is
// lost, the moment is over soon. What goes on being asked is looked at again before that, all of it in one question.

/** Where a person's passing things in a conversation go. The same object for as long as it is remembered. */
export interface Passage {
  readonly otherId: string
  /** Both have accepted, and both show presence to each other. */
  readonly isOpen: boolean
}

const topic = 'chat-passage'
const rememberedMs = 2 * second
const lookAgainMs = second
const maxRemembered = 20_000
/** Looked at again in one question; what is over it is asked for when it is needed next. */
const maxLookedAt = 2000

/** Whether and to whom passing things of a person go in a conversation. Throws `not_found`. */
export function findPassage(context: Context, userId: string, conversationId: string): Passage | Promise<Passage> {
  return passagesBy(context).find(userId, conversationId)
}

/** Makes every process forget, once the unit is committed, what passes to and from these people. */
export function forgetPassage(unit: Unit, context: Context, people: readonly string[]): void {
  // Heard by this process in any case, if it remembers anything.
  unit.afterCommit(() => context.clients.doorbell.ring(topic, [...people]))
}

const passagesOf = new WeakMap<Database, Passages>()

function passagesBy(context: Context): Passages {
  const known = passagesOf.get(context.db)
  if (known !== undefined) return known
  const passages = new Passages(context.db.read)
  passagesOf.set(context.db, passages)
  context.clients.doorbell.subscribe((heard, payload) => {
    if (heard === topic) passages.forget(payload as string[])
  })
  return passages
}

type Side = readonly [userId: string, conversationId: string]

interface Remembered {
  readonly side: Side
  readonly passage: { readonly otherId: string; isOpen: boolean }
  until: number
  /** Whether it waits to be looked at again. */
  isWanted: boolean
}

class Passages {
  readonly #reader: Reader
  /** By person and conversation; what was looked at longest ago comes first. */
  readonly #remembered = new Map<string, Remembered>()
  /** The keys of a person's passages, own and of others towards them. */
  readonly #keys = new Map<string, Set<string>>()
  readonly #ask: (side: Side) => Promise<Passage | undefined>
  #wanted: Remembered[] = []
  /** How often something was forgotten: what was asked before then may no longer be so. */
  #forgotten = 0

  constructor(reader: Reader) {
    this.#reader = reader
    this.#ask = gather((sides) => this.#read(sides))
  }

  find(userId: string, conversationId: string): Passage | Promise<Passage> {
    const known = this.#remembered.get(keyOf(userId, conversationId))
    if (known === undefined || known.until <= performance.now()) return this.#require([userId, conversationId])
    if (!known.isWanted) this.#lookAgainSoon(known)
    return known.passage
  }

  forget(people: readonly string[]): void {
    this.#forgotten += 1
    for (const person of people) for (const key of [...(this.#keys.get(person) ?? [])]) this.#drop(key)
  }

  async #require(side: Side): Promise<Passage> {
    const passage = await this.#ask(side)
    if (passage === undefined) throw notFound()
    return passage
  }

  #lookAgainSoon(known: Remembered): void {
    known.isWanted = true
    if (this.#wanted.push(known) > 1) return
    setTimeout(() => {
      const sides = this.#wanted.slice(0, maxLookedAt).map(({ side }) => side)
      this.#wanted = []
      // Where that fails it is asked for when it is needed next, and whoever needs it is told.
      this.#read(sides).catch(() => {})
    }, lookAgainMs).unref()
  }

  /** Reads and remembers; answers in the order of the sides, undefined for what does not exist for the person. */
  async #read(sides: readonly Side[]): Promise<(Passage | undefined)[]> {
    const [askedAt, forgotten] = [performance.now(), this.#forgotten]
    const rows = await this.#reader.rows(openness[this.#reader.dialect], [JSON.stringify(sides)])
    const found = new Map(rows.map((row) => [keyOf(row.userId, row.conversationId), row]))
    const isCurrent = forgotten === this.#forgotten
    const passages = sides.map((side) => {
      const row = found.get(keyOf(...side))
      const passage = row && { otherId: row.otherId, isOpen: Boolean(row.isOpen) }
      return isCurrent ? this.#remember(side, passage, askedAt + rememberedMs) : passage
    })
    this.#forgetOld()
    return passages
  }

  #remember(side: Side, passage: Passage | undefined, until: number): Passage | undefined {
    const key = keyOf(...side)
    if (passage === undefined) {
      this.#drop(key)
      return undefined
    }
    const known = this.#remembered.get(key) ?? { side, passage: { ...passage }, until, isWanted: false }
    known.passage.isOpen = passage.isOpen
    known.until = until
    known.isWanted = false
    this.#remembered.delete(key)
    this.#remembered.set(key, known)
    for (const person of [side[0], passage.otherId]) {
      const own = this.#keys.get(person)
      if (own) own.add(key)
      else this.#keys.set(person, new Set([key]))
    }
    return known.passage
  }

  #forgetOld(): void {
    const now = performance.now()
    for (const [key, { until }] of this.#remembered) {
      if (until > now && this.#remembered.size <= maxRemembered) return
      this.#drop(key)
    }
  }

  #drop(key: string): void {
    const known = this.#remembered.get(key)
    if (known === undefined) return
    this.#remembered.delete(key)
    for (const person of [known.side[0], known.passage.otherId]) {
      const own = this.#keys.get(person)
      own?.delete(key)
      if (own?.size === 0) this.#keys.delete(person)
    }
  }
}

function keyOf(userId: string, conversationId: string): string {
  return `${userId} ${conversationId}`
}

const openness = { sqlite: opennessOf('sqlite'), postgres: opennessOf('postgres') }

interface Openness {
  userId: string
  conversationId: string
  otherId: string
  isOpen: Flag
}

function opennessOf(dialect: Dialect): RowQuery<Openness> {
  return rowQuery<Openness>(
    {
      userId: 'p.user_id',
      conversationId: 'p.conversation_id',
      otherId: 'o.user_id',
      isOpen: `(p.request = 'accepted' AND o.request = 'accepted' AND me.presence AND u.presence)`,
    },
    `FROM (${viewerPairs[dialect]}) w
     JOIN participants p ON p.conversation_id = w.id AND p.user_id = w.viewer_id
     JOIN participants o ON o.conversation_id = p.conversation_id AND o.user_id <> p.user_id
     JOIN users me ON me.id = p.user_id
     JOIN users u ON u.id = o.user_id
     WHERE ${visiblePersonSql('u', 'p.user_id')}`,
  )
}
