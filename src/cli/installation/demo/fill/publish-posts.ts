import { answers, badRemarks, reactions, remarks, welcomes } from '../people/comments.ts'
import { moderator, people, visitor } from '../people/people.ts'
import { type DemoPost, posts } from '../people/posts.ts'
import { type Dice, diceOf } from '../pictures/dice.ts'
import { drawPicture } from '../pictures/index.ts'
import type { Film } from './make-films.ts'
import type { Answer } from './member.ts'
import { coming, daysAgo, member, type PostThing, type World } from './world.ts'

const minute = 60_000
const hour = 60 * minute
const audience = people.filter(({ isTrouble, isPrivate }) => !isTrouble && !isPrivate).map(({ username }) => username)

/** When those publish who may not at all times; the others spread theirs over the weeks. */
const fixedDays: Readonly<Record<string, readonly number[]>> = {
  'deal.hunter': [18, 4.5, 3.2],
  'rex.thunder': [5, 2.4],
  'amara.okafor_': [2.1],
  alex: [20, 8.5, 1.3],
  'sam.private': [22, 12, 3],
}

/** Lets everybody publish what they have, with pictures drawn for the moment, and others react to it. */
export function planPosts(world: World, films: ReadonlyMap<string, Film>): void {
  const byAuthor = new Map<string, DemoPost[]>()
  for (const post of posts) {
    if (post.film && !films.has(post.by)) continue
    byAuthor.set(post.by, [...(byAuthor.get(post.by) ?? []), post])
  }
  for (const [by, list] of byAuthor) {
    const dice = diceOf(`times ${by}`)
    const last = dice.between(0.08, 2.6)
    for (const [nth, post] of list.entries()) {
      const spread =
        33 -
        (nth * (33 - last)) / Math.max(1, list.length - 1) +
        dice.between(-1, 0) * (nth === list.length - 1 ? 0 : 1)
      planPost(world, post, nth, daysAgo(world, fixedDays[by]?.[nth] ?? spread), films.get(by))
    }
  }
  planBadComments(world)
}

function planPost(world: World, post: DemoPost, nth: number, at: number, film: Film | undefined): void {
  const { by } = post
  const key = `${by}#${nth}`
  const published = coming<PostThing>(at)
  world.posts.set(key, published)
  const media = coming<string[]>(at)
  // Begun a while before, so that pictures are being drawn while others act.
  world.timeline.plan(at - 5 * hour, `draw:${key}`, async () => {
    media.arrive(await upload(world, post, key, film))
  })
  world.timeline.plan(at, `post:${by}`, async () => {
    const { id } = await member(world, by).post('/posts', {
      caption: post.caption,
      media: await media.thing,
      ...(post.followersOnly ? { visibility: 'followers' } : {}),
    })
    published.arrive({ id, by })
  })
  planEcho(world, post, key, at)
}

function upload(world: World, post: DemoPost, key: string, film: Film | undefined): Promise<string[]> {
  const self = member(world, post.by)
  const send = async (bytes: Buffer, name: string): Promise<string> => {
    const item = await self.send('POST', '/media', { bytes, name }, { purpose: 'post', alt: post.alt })
    return (item as Answer).id
  }
  if (post.film) return film!.bytes().then(async (bytes) => [await send(bytes, 'film.mp4')])
  return Promise.all(
    post.scenes.map(async (scene, index) =>
      send(await drawPicture(scene, post.shape, `${key}/${index}`), 'picture.jpg'),
    ),
  )
}

/** Reactions, comments, answers and bookmarks that a post gets. */
function planEcho(world: World, post: DemoPost, key: string, at: number): void {
  const dice = diceOf(`echo ${key}`)
  const isTrouble = people.some(({ username, isTrouble: bad }) => bad && username === post.by)
  const crowd =
    post.by === 'sam.private'
      ? ['alex', 'grace.mbeki', 'camille.roy', 'noa.levi']
      : [...audience, visitor.username, moderator.username]
  const others = crowd.filter((username) => username !== post.by)
  const span = world.now - at
  const moment = (): number =>
    at + Math.min(span * 0.96, dice.between(2, 60) * minute + dice.between(0, 1) ** 3 * 40 * hour) + 30_000
  const share = isTrouble ? 0.04 : dice.between(0.1, 0.5)
  for (const username of dice.some(others, Math.round(others.length * share))) {
    const emoji = dice.pick(reactions)
    after(world, key, moment(), username, (id) => member(world, username).put(`/posts/${id}/reaction`, { emoji }))
  }
  for (const username of dice.some(others, dice.chance(0.12) ? 2 : 0)) {
    after(world, key, moment(), username, (id) => member(world, username).put(`/posts/${id}/bookmark`))
  }
  if (isTrouble) return
  const words = post.by === visitor.username && key.endsWith('#0') ? welcomes : remarks[post.scenes[0]!]
  for (const [index, text] of dice.some(words, dice.whole(1, Math.min(4, words.length))).entries()) {
    const by = others[(dice.whole(0, others.length - 1) + index) % others.length]!
    planComment(world, post, key, { at: moment(), by, text, dice, others })
  }
}

interface PlannedComment {
  at: number
  by: string
  text: string
  dice: Dice
  others: readonly string[]
}

function planComment(world: World, post: DemoPost, key: string, { at, by, text, dice, others }: PlannedComment): void {
  const answer = dice.chance(0.45) ? dice.pick(answers) : undefined
  const fans = dice.some(
    others.filter((username) => username !== by),
    dice.chance(0.4) ? dice.whole(1, 3) : 0,
  )
  const emoji = dice.pick(reactions)
  const wait = Math.min((world.now - at) * 0.5, dice.between(3, 90) * minute)
  const written = coming<{ id: string }>(at)
  after(world, key, at, by, async (id) =>
    written.arrive(await member(world, by).post(`/posts/${id}/comments`, { text })),
  )
  if (answer !== undefined) {
    after(world, key, at + wait, post.by, async (id) => {
      const { id: replyTo } = await written.thing
      await member(world, post.by).post(`/posts/${id}/comments`, { text: answer, replyTo })
    })
  }
  for (const fan of fans) {
    after(world, key, at + wait * 1.2, fan, async () => {
      const { id } = await written.thing
      await member(world, fan).put(`/comments/${id}/reaction`, { emoji })
    })
  }
}

function after(world: World, key: string, at: number, by: string, act: (postId: string) => Promise<unknown>): void {
  world.timeline.plan(Math.min(at, world.now - minute), `echo:${by}:${key}`, async () => {
    const { id } = await world.posts.get(key)!.thing
    await act(id)
  })
}

/** What nobody wants to read, below posts of people who do not deserve it. */
function planBadComments(world: World): void {
  const dice = diceOf('bad comments')
  const victims = [
    'amara.okafor#4',
    'leila.haddad#2',
    'noa.levi#2',
    'nguyen.lan#1',
    'hannah.weiss#2',
    'yusuf.demir#2',
    'sofia.papadaki#2',
    'diego.morales#2',
    'zoe.walker#1',
  ]
  for (const [index, [by, text]] of badRemarks.entries()) {
    const key = victims[index]!
    const target = world.posts.get(key)!
    const at = Math.max(target.at + hour, daysAgo(world, 5.8 - index * 0.6 - dice.between(0, 0.3)))
    const written = coming<{ id: string }>(at)
    world.badComments.push(written)
    after(world, key, at, by, async (id) =>
      written.arrive(await member(world, by).post(`/posts/${id}/comments`, { text })),
    )
  }
}
