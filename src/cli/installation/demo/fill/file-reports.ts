import { dialogues } from '../people/dialogues.ts'
import { moderator } from '../people/people.ts'
import { type DecidedCase, type DemoCase, decided, type Target, waiting } from '../people/reports.ts'
import { nameOf } from './hold-conversations.ts'
import { type Answer, callApi, Refused } from './member.ts'
import { daysAgo, member, type World } from './world.ts'

const minute = 60_000
const hour = 60 * minute

/** Lets people report what is reported, some of it decided long ago, some claimed, most of it waiting. */
export function planReports(world: World): void {
  for (const [index, demoCase] of decided.entries()) planDecided(world, demoCase, `decided:${index}`)
  for (const [index, demoCase] of waiting.entries()) planWaiting(world, demoCase, `case:${index}`)
  planTakedowns(world)
}

interface Subject {
  type: string
  id: string
}

function planWaiting(world: World, demoCase: DemoCase, lane: string): void {
  const at = momentOf(world, demoCase)
  planFiling(world, demoCase, lane, at)
  if (!demoCase.claimed) return
  // A claim holds half an hour, so it comes last of all.
  world.timeline.plan(world.now - minute, lane, async () => {
    const { id } = await openCaseOf(world, await subjectOf(world, demoCase.target))
    await member(world, moderator.username).post(`/admin/cases/${id}/claim`, {})
  })
}

/** When it is reported: some time after it is there. */
function momentOf(world: World, { target, daysAgo: days }: DemoCase): number {
  const wanted = daysAgo(world, days)
  const exists = existsAt(world, target)
  return wanted > exists + 10 * minute ? wanted : exists + (world.now - exists) * 0.3
}

function existsAt(world: World, target: Target): number {
  switch (target.kind) {
    case 'post':
      return world.posts.get(`${target.by}#${target.nth}`)!.at
    case 'comment':
      return world.badComments[target.nth]!.at
    case 'message':
      return messageOf(world, target).at
    case 'conversation':
      return messageOf(world, { ...target, nth: 0 }).at
    default:
      return 0
  }
}

function planFiling(world: World, { target, reports, hidesItself }: DemoCase, lane: string, at: number): void {
  const room = Math.max(minute, (world.now - at) / (reports.length + 3))
  for (const [index, [by, reason, comment]] of reports.entries()) {
    world.timeline.plan(at + index * Math.min(room, 20 * minute), lane, async () => {
      const subject = await subjectOf(world, target)
      const report = { subject, reason, ...(comment === undefined ? {} : { comment }) }
      await member(world, by)
        .post('/reports', report)
        .catch((error: unknown) => {
          const isHidden = hidesItself && error instanceof Refused && error.code === 'not_found'
          if (!isHidden) throw error
        })
    })
  }
}

async function subjectOf(world: World, target: Target): Promise<Subject> {
  switch (target.kind) {
    case 'user':
      return { type: 'user', id: member(world, target.username).id }
    case 'post':
      return { type: 'post', id: (await world.posts.get(`${target.by}#${target.nth}`)!.thing).id }
    case 'comment':
      return { type: 'comment', id: (await world.badComments[target.nth]!.thing).id }
    case 'message':
      return { type: 'message', id: (await messageOf(world, target).thing).id }
    case 'conversation':
      await messageOf(world, { ...target, nth: 0 }).thing
      return { type: 'conversation', id: conversationOf(world, target).id! }
    case 'video':
      return { type: 'video', id: await videoId(world, target.nth) }
  }
}

function conversationOf(world: World, { from, to }: { from: string; to: string }) {
  const dialogue = dialogues.find(({ between }) => between[0] === from && between[1] === to)
  if (dialogue === undefined) throw new Error(`there is no dialogue of ${from} with ${to}`)
  return world.conversations.get(nameOf(dialogue))!
}

function messageOf(world: World, target: { from: string; to: string; nth: number }) {
  return conversationOf(world, target).messages[target.nth]!
}

// The feed moves, so each is chosen once.
function videoId(world: World, nth: number): Promise<string> {
  const chosen = world.reportedVideos.get(nth) ?? chooseVideo(world, nth)
  world.reportedVideos.set(nth, chosen)
  return chosen
}

async function chooseVideo(world: World, nth: number): Promise<string> {
  const { items } = await member(world, 'grace.mbeki').get(`/videos?kind=${nth % 2 ? 'long' : 'short'}&limit=20`)
  const video = items[nth * 3]
  if (video === undefined) throw new Error('the feed of videos is empty')
  return video.youtubeId
}

async function openCaseOf(world: World, subject: Subject): Promise<Answer> {
  const { items } = await world.operator.get<Answer>('/admin/cases', { query: { limit: 100, type: subject.type } })
  const found = items.find((item: Answer) => item.subject.id === subject.id)
  if (found === undefined) throw new Error(`no case of this ${subject.type} is open`)
  return found
}

function planDecided(world: World, demoCase: DecidedCase, lane: string): void {
  const at = momentOf(world, demoCase)
  planFiling(world, demoCase, lane, at)
  const decidedAt = at + 3 * hour
  const keeper = () => member(world, moderator.username)
  world.timeline.plan(decidedAt, lane, async () => {
    const subject = await subjectOf(world, demoCase.target)
    const { id } = await openCaseOf(world, subject)
    await keeper().post(`/admin/cases/${id}/claim`, {})
    const { decision } = demoCase
    if ('dismiss' in decision) await keeper().post(`/admin/cases/${id}/dismiss`, { reason: decision.dismiss })
    else await keeper().post(`/admin/cases/${id}/resolve`, decision)
  })
  if (demoCase.appeal) planAppeal(world, demoCase, lane, decidedAt + 5 * hour)
}

function planAppeal(world: World, { target, appeal }: DecidedCase, lane: string, at: number): void {
  const username = target.kind === 'user' ? target.username : (target as { by: string }).by
  const { text, answer } = appeal!
  world.timeline.plan(at, lane, async () => {
    const self = member(world, username)
    const { items } = await self.get('/me/strikes')
    const { id: appealId } = await self.post('/appeals', { actionId: items[0].id, text })
    if (answer === undefined) return
    const [verb, reason] = answer
    await member(world, moderator.username).post(`/admin/appeals/${appealId}/${verb}`, { reason })
  })
}

/** Two requests from outside, one of which has not long left. */
function planTakedowns(world: World): void {
  const file = (body: Record<string, string>) => callApi(world.url, 'POST', '/takedowns', { body })
  world.timeline.plan(daysAgo(world, 1.8), 'takedowns', () =>
    file({
      kind: 'intimate_image',
      url: `${world.url}/posts/unknown`,
      description: 'A photo of me was put into a profile here that I did not make. Please remove it.',
      contact: 'someone@demo.invalid',
      signature: 'Jane Example',
    }),
  )
  world.timeline.plan(daysAgo(world, 0.3), 'takedowns', () =>
    file({
      kind: 'copyright',
      url: `${world.url}/people/deal.hunter`,
      description: 'The bags on these pictures are our photographs, taken from our shop.',
      contact: 'rights@demo.invalid',
      signature: 'Bags & Daughters Ltd.',
    }),
  )
}
