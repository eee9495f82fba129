import type { Connection } from '../../../connection.ts'
import type { Member } from './member.ts'
import type { Timeline } from './timeline.ts'

/** Something that will exist once its moment has come; whoever needs it waits. */
export interface Coming<Thing> {
  readonly at: number
  readonly thing: Promise<Thing>
  arrive(thing: Thing): void
}

export interface PostThing {
  id: string
  by: string
}

export interface MessageThing {
  id: string
  from: string
}

/** What the chapters of the fill share. */
export interface World {
  /** The moment at which the demo begins: the present. */
  readonly now: number
  readonly url: string
  readonly timeline: Timeline
  /** The operator of this machine. */
  readonly operator: Connection
  readonly members: Map<string, Member>
  /** What only this fill knows: passwords that are made up, by user name. */
  readonly passwords: Map<string, string>
  readonly reportedVideos: Map<number, Promise<string>>
  /** By author and number: `ada#0`. */
  readonly posts: Map<string, Coming<PostThing>>
  /** The unkind and dishonest ones, in the order of their list. */
  readonly badComments: Coming<{ id: string }>[]
  /** By both names, as in the list of dialogues: `ada|bela`. */
  readonly conversations: Map<string, { id?: string; messages: Coming<MessageThing>[] }>
}

/** A place in the world for what is to come. */
export function coming<Thing>(at: number): Coming<Thing> {
  let arrive: (thing: Thing) => void = () => {}
  const thing = new Promise<Thing>((resolve) => {
    arrive = resolve
  })
  return { at, thing, arrive }
}

/** The member of that name. Throws for a name that nobody in the demo has. */
export function member(world: World, username: string): Member {
  const found = world.members.get(username)
  if (found === undefined) throw new Error(`nobody in the demo is called ${username}`)
  return found
}

/** The moment so many days before the present. */
export function daysAgo(world: Pick<World, 'now'>, days: number): number {
  return world.now - days * 86_400_000
}
