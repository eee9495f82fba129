import { seedId, seedToken } from '../data/ids.ts'
import { readSeed, type Seed } from '../data/read.ts'
import type { SeedActor } from '../data/rows.ts'
import type { Blanks } from './templates.ts'
import { freshId } from './wrk.ts'

/** As many people are busy at once; every server is asked by the same ones. */
const busy = 64
const planned = 2000

/** What the requests of a plan differ in, in the terms of the data set. */
export interface Turn {
  actor: SeedActor
  blanks: Blanks
}

/** The requests of many people in turn, each time about something else they may see. */
export async function readTurns(seed: Seed): Promise<Turn[]> {
  const actors: SeedActor[] = []
  for await (const actor of readSeed(seed, 'actors')) if (actors.length < busy) actors.push(actor)
  const passwords = new Map<number, string>()
  for await (const user of readSeed(seed, 'users')) passwords.set(user.id, user.password)
  return Array.from({ length: planned }, (_, number) => {
    const actor = actors[number % actors.length]!
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(number / 7) % items.length]!
    return {
      actor,
      blanks: {
        username: actor.username,
        password: passwords.get(actor.userId)!,
        token: '',
        userId: actor.userId,
        otherUsername: pick(actor.usernames),
        postId: pick(actor.postIds),
        conversationId: pick(actor.conversationIds),
        category: pick(['music', 'gaming', 'sports', 'comedy']),
        text: `what a day, number ${number}`,
        unique: freshId,
      },
    }
  })
}

/** The same requests with the ids and tokens that the data set has in Momentum. */
export async function inMomentum(seed: Seed, turns: readonly Turn[]): Promise<Blanks[]> {
  const posts = new Set(turns.map(({ blanks }) => blanks.postId))
  const conversations = new Set(turns.map(({ blanks }) => blanks.conversationId))
  const postIds = new Map<number, string>()
  for await (const post of readSeed(seed, 'posts')) {
    if (posts.has(post.id)) postIds.set(post.id, seedId('post', post.id, post.createdAt))
  }
  const conversationIds = new Map<number, string>()
  for await (const { id, createdAt } of readSeed(seed, 'conversations')) {
    if (conversations.has(id)) conversationIds.set(id, seedId('conversation', id, createdAt))
  }
  return turns.map(({ actor, blanks }) => ({
    ...blanks,
    token: seedToken(actor.userId),
    postId: postIds.get(blanks.postId as number)!,
    conversationId: conversationIds.get(blanks.conversationId as number)!,
  }))
}
