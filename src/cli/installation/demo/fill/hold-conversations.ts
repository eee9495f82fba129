import { randomUUID } from 'node:crypto'
import { type Dialogue, dialogues, smallTalk } from '../people/dialogues.ts'
import { visitor } from '../people/people.ts'
import { type Dice, diceOf } from '../pictures/dice.ts'
import { drawPicture, type SceneName } from '../pictures/index.ts'
import type { Member } from './member.ts'
import { type Coming, coming, daysAgo, type MessageThing, member, type World } from './world.ts'

const minute = 60_000
const day = 86_400_000

/** One line of a dialogue, read. */
interface Said {
  by: 0 | 1
  text: string
  photo: SceneName | undefined
  reaction: string | undefined
  isAnswer: boolean
  edited: string | undefined
}

/** Lets people talk to one another over the weeks, and two of them for long. */
export function planConversations(world: World): void {
  for (const [index, dialogue] of dialogues.entries()) {
    const dice = diceOf(`dialogue ${index}`)
    const isRecent = dialogue.between.includes('alex') || dialogue.isRequest
    const start = daysAgo(
      world,
      dialogue.isRequest ? 3 - index * 0.02 : isRecent ? dice.between(0.15, 2.2) : dice.between(0.5, 14),
    )
    const pace = Math.min(9 * minute, (world.now - start) / (dialogue.lines.length + 2))
    planDialogue(world, dialogue, (nth) => start + nth * pace, nameOf(dialogue))
  }
  planLongConversation(world)
  planBlocks(world)
}

/** The name of a conversation in the world. */
export function nameOf({ between }: Dialogue): string {
  return between.join('|')
}

function planDialogue(world: World, dialogue: Dialogue, moment: (nth: number) => number, lane: string): void {
  const record: { id?: string; messages: Coming<MessageThing>[] } = world.conversations.get(lane) ?? { messages: [] }
  world.conversations.set(lane, record)
  const sides = (): [Member, Member] => [member(world, dialogue.between[0]), member(world, dialogue.between[1])]
  const said = dialogue.lines.map(readLine)
  world.timeline.plan(moment(0) - minute, lane, async () => {
    const [one, other] = sides()
    const { id } = await one.post('/conversations', { username: other.username })
    record.id = id
  })
  const hasAccepted = { yet: false }
  const own: typeof record.messages = []
  for (const [nth, line] of said.entries()) {
    const sent = coming<MessageThing>(moment(nth))
    const before = record.messages.at(-1)
    record.messages.push(sent)
    own.push(sent)
    world.timeline.plan(moment(nth), lane, async () => {
      const people = sides()
      if (line.by === 1 && !hasAccepted.yet) await accept(people[1], record.id!)
      if (line.by === 1) hasAccepted.yet = true
      sent.arrive(await say(people, record.id!, line, before === undefined ? undefined : await before.thing))
    })
    if (line.reaction !== undefined) {
      world.timeline.plan(moment(nth) + minute / 2, lane, async () => {
        const { id } = await sent.thing
        await sides()[line.by === 0 ? 1 : 0].put(`/messages/${id}/reaction`, { emoji: line.reaction })
      })
    }
  }
  if (!dialogue.isRequest) planReading(world, lane, own, moment(said.length), sides)
}

// A request of a stranger is answered by accepting it; among people who follow one another there is none.
async function accept(person: Member, conversationId: string): Promise<void> {
  const { request } = await person.get(`/conversations/${conversationId}`)
  if (request === 'pending') await person.patch(`/conversations/${conversationId}`, { request: 'accepted' })
}

async function say(
  people: [Member, Member],
  conversationId: string,
  line: Said,
  before: MessageThing | undefined,
): Promise<MessageThing> {
  const speaker = people[line.by]
  const media = line.photo === undefined ? [] : [await uploadPhoto(speaker, line.photo, `${conversationId}`)]
  const { id } = await speaker.post(`/conversations/${conversationId}/messages`, {
    clientId: randomUUID(),
    ...(line.text === '' ? {} : { text: line.text }),
    ...(media.length === 0 ? {} : { media }),
    ...(line.isAnswer && before !== undefined ? { replyTo: before.id } : {}),
  })
  if (line.edited !== undefined) await speaker.patch(`/messages/${id}`, { text: line.edited })
  return { id, from: speaker.username }
}

async function uploadPhoto(speaker: Member, scene: SceneName, seed: string): Promise<string> {
  const bytes = await drawPicture(scene, 'square', `chat ${speaker.username} ${scene} ${seed.length}`)
  const { id } = await speaker.send(
    'POST',
    '/media',
    { bytes, name: 'photo.jpg' },
    { purpose: 'message', alt: 'A picture sent in a conversation' },
  )
  return id
}

/** Who has read how far: mostly everything, except what waits for the visitor. */
function planReading(
  world: World,
  lane: string,
  messages: readonly Coming<MessageThing>[],
  at: number,
  sides: () => [Member, Member],
): void {
  world.timeline.plan(Math.min(at, world.now - 1000), lane, async () => {
    for (const person of sides()) {
      const left = person.username === visitor.username && waitsForVisitor.includes(lane) ? 2 : 0
      const upTo = await messages.at(-1 - left)!.thing
      await person.post(`/conversations/${world.conversations.get(lane)!.id}/read`, { upTo: upTo.id })
    }
  })
}

/** Conversations in which something new waits when the visitor comes. */
const waitsForVisitor = ['alex|tomas.horak', 'alex|noa.levi']

function readLine(text: string): Said {
  const by = text.startsWith('> ') ? 1 : 0
  const marks = [...text.matchAll(/\{([^{}]+)\}/g)].map(([, mark]) => mark!)
  const photo = marks.find((mark) => mark.startsWith('photo:'))?.slice('photo:'.length)
  const edited = marks.find((mark) => mark.startsWith('edit:'))?.slice('edit:'.length)
  return {
    by,
    text: text
      .replace(/^> /, '')
      .replace(/ ?\{[^{}]+\}/g, '')
      .trim(),
    photo: photo as SceneName | undefined,
    reaction: marks.find((mark) => !/^(photo:|edit:|re$)/.test(mark)),
    isAnswer: marks.includes('re'),
    edited,
  }
}

const rounds = 4

/** The visitor and an old friend, who talk nearly every day: long enough to be scrolled. */
function planLongConversation(world: World): void {
  const between = ['alex', 'camille.roy'] as const
  const dice = diceOf('long conversation')
  let at = daysAgo(world, 33.5)
  const step = (33.2 * day) / (rounds * smallTalk.length)
  for (let round = 0; round < rounds; round += 1) {
    for (const exchange of dice.some(smallTalk, smallTalk.length)) {
      const start = at + dice.between(0, step * 0.4)
      planDialogue(
        world,
        { between, lines: spoken(exchange, round, dice) },
        (nth) => start + nth * 2 * minute,
        between.join('|'),
      )
      at += step
    }
  }
}

// Either may begin. Pictures are sent the first time only; the second time it is the joke that counts.
function spoken(exchange: readonly string[], round: number, dice: Dice): string[] {
  const isTurned = dice.chance(0.5)
  return exchange
    .map((text) => (round === 0 ? text : text.replace(/ ?\{photo:.+?\}/, ' 📷')))
    .map((text) => (isTurned ? (text.startsWith('> ') ? text.slice(2) : `> ${text}`) : text))
}

function planBlocks(world: World): void {
  world.timeline.plan(daysAgo(world, 0.04), 'block', () => member(world, 'zoe.walker').put('/users/rex.thunder/block'))
  world.timeline.plan(daysAgo(world, 1), 'block', () =>
    member(world, 'hannah.weiss').put('/users/deal.hunter/mute', {}),
  )
}
