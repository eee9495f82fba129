import { randomBytes } from 'node:crypto'
import { TOTP } from 'otpauth'
import { admin, type DemoPerson, moderator, people, visitor } from '../people/people.ts'
import { diceOf } from '../pictures/dice.ts'
import { drawAvatar } from '../pictures/index.ts'
import { callApi, type Member, memberOf } from './member.ts'
import { daysAgo, member, type World } from './world.ts'

/** Everybody who signs up, the visitor and those who look after the place first. */
export const everybody: readonly DemoPerson[] = [visitor, moderator, admin, ...people]

export interface Passwords {
  visitor: string
  admin: string
}

/** How many days before the present people begin to join. */
export const firstDay = 36

/**
 * Lets everybody sign up on the first days, and gives them name, bio and photo. Only those whom somebody is to be in the
 * demo get a password that is known; nobody knows the others, this program included.
 */
export function planPeople(world: World, passwords: Passwords): void {
  for (const [index, person] of everybody.entries()) {
    const at = daysAgo(world, firstDay - index * 0.03)
    world.timeline.plan(at, `join:${person.username}`, async () => {
      world.members.set(person.username, await join(world, person, passwordOf(person, passwords)))
    })
    world.timeline.plan(at + 60_000, `join:${person.username}`, () => dress(world, person))
  }
  // Operators have a second factor; the visitor's way in as admin gets its days of grace from the present on.
  const appointedAt = daysAgo(world, firstDay - 2)
  world.timeline.planAlone(appointedAt, () => appoint(world, moderator.username, 'moderator', appointedAt))
  world.timeline.planAlone(world.now, () => appoint(world, admin.username, 'admin', world.now))
}

function passwordOf({ username }: DemoPerson, passwords: Passwords): string {
  if (username === visitor.username) return passwords.visitor
  if (username === admin.username) return passwords.admin
  return randomBytes(24).toString('base64url')
}

async function join(world: World, person: DemoPerson, password: string): Promise<Member> {
  world.passwords.set(person.username, password)
  const { user, token } = await callApi(world.url, 'POST', '/auth/register', {
    body: {
      username: person.username,
      email: `${person.username}@demo.invalid`,
      password,
      displayName: person.displayName,
      acceptTerms: true,
      deviceName: 'Demo',
    },
  })
  return memberOf(world.url, { id: user.id, username: person.username, token })
}

async function dress(world: World, person: DemoPerson): Promise<void> {
  const self = member(world, person.username)
  await self.patch('/me', { bio: person.bio, ...(person.isPrivate ? { isPrivate: true } : {}) })
  const bytes = await drawAvatar(person.username, person.look)
  await self.send('PUT', '/me/photo', { bytes, name: 'photo.jpg' })
}

async function appoint(world: World, username: string, role: 'moderator' | 'admin', at: number): Promise<void> {
  await world.operator.patch(`/admin/users/${username}`, { role, reason: 'Looks after the demo.' })
  await world.operator.post(`/admin/users/${username}/verify`, { reason: 'Looks after the demo.' })
  if (role === 'admin') return
  const password = world.passwords.get(username)
  const self = member(world, username)
  const { secret } = await self.post('/auth/totp', { password })
  // By the server's time, which is not the machine's.
  await self.post('/auth/totp/confirm', { code: new TOTP({ secret }).generate({ timestamp: at }) })
}

/** Lets people follow one another: everybody many, the visitor nearly all, and some ask the private account. */
export function planFollows(world: World): void {
  const good = people.filter(({ isTrouble, isPrivate }) => !isTrouble && !isPrivate)
  for (const person of everybody) {
    const dice = diceOf(`follows ${person.username}`)
    const others = good.filter(({ username }) => username !== person.username)
    const wanted =
      person.username === visitor.username ? dice.some(others, others.length - 3) : dice.some(others, dice.whole(7, 15))
    const names = wanted.map(({ username }) => username)
    if (!person.isTrouble && dice.chance(0.6) && person !== visitor) names.push(visitor.username)
    for (const username of names) {
      world.timeline.plan(daysAgo(world, dice.between(2, 33)), `follows:${person.username}`, () =>
        member(world, person.username).put(`/users/${username}/follow`),
      )
    }
  }
  planRequests(world)
}

const friendsOfSam = ['alex', 'grace.mbeki', 'camille.roy', 'noa.levi', 'aroha.ngata', 'oskar.lind']
const strangersToSam = ['anneke.vos', 'deal.hunter', 'lucia.ferrari']

function planRequests(world: World): void {
  const sam = 'sam.private'
  for (const [index, username] of friendsOfSam.entries()) {
    const at = daysAgo(world, 30 - index)
    world.timeline.plan(at, `ask:${username}`, () => member(world, username).put(`/users/${sam}/follow`))
    world.timeline.plan(at + 3_600_000, `ask:${username}`, () =>
      member(world, sam).put(`/me/follow-requests/${username}`),
    )
    world.timeline.plan(at + 7_200_000, `ask:${username}`, () => member(world, sam).put(`/users/${username}/follow`))
  }
  for (const [index, username] of strangersToSam.entries()) {
    world.timeline.plan(daysAgo(world, 3 - index * 0.9), `ask:${username}`, () =>
      member(world, username).put(`/users/${sam}/follow`),
    )
  }
}
