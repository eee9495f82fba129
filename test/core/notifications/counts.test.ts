import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { recountNotifications } from '../../../src/core/notifications/index.ts'
import { startTestApp, type TestAnswer, type TestApp } from '../../support/app.ts'
import { notificationsOf } from '../../support/notifications.ts'
import { signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { comment, publish } from '../../support/posts.ts'

describe('the number of unread notifications', function () {
  this.timeout(180_000)
  let momentum: TestApp
  const people: TestPerson[] = []
  let admin: TestPerson

  before(async () => {
    momentum = await startTestApp()
    for (let index = 0; index < 5; index += 1) people.push(await signUp(momentum))
    admin = await signUpAs(momentum, 'admin')
  })
  after(() => momentum.close())

  const recount = (repair: boolean) => recountNotifications(momentum.app.as(systemActor('test'), 'job'), { repair })

  it('is that of the list after everybody did everything at the same time', async () => {
    // A fixed sequence, so that a failure can be looked at again.
    let seed = 7
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    const posts = await Promise.all(people.map((person) => publish(momentum, person)))
    const comments = await Promise.all(people.map((person, index) => comment(person, posts[(index + 1) % 5]!.id)))
    const conversations = new Map<string, string>()
    for (const one of people) {
      for (const other of people) {
        if (one.id < other.id) {
          const { body } = await one.post('/conversations', { username: other.username })
          conversations.set(`${one.id} ${other.id}`, body.id)
        }
      }
    }
    const conversationOf = (one: TestPerson, other: TestPerson) =>
      conversations.get(one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`)
    let sent = 0
    const messages: string[] = []

    const acts: ((one: TestPerson, other: TestPerson) => Promise<TestAnswer>)[] = [
      (one, other) => one.put(`/users/${other.username}/follow`),
      (one, other) => one.delete(`/users/${other.username}/follow`),
      (one) => one.put(`/posts/${posts[next(5)]!.id}/reaction`, { emoji: '👍' }),
      (one) => one.delete(`/posts/${posts[next(5)]!.id}/reaction`),
      (one) => one.put(`/comments/${comments[next(5)]!.id}/reaction`, { emoji: '🔥' }),
      (one, other) => one.post(`/posts/${posts[next(5)]!.id}/comments`, { text: `hello @${other.username}` }),
      (one) => one.post(`/posts/${posts[next(5)]!.id}/comments`, { text: 'yes', replyTo: comments[next(5)]!.id }),
      async (one, other) => {
        sent += 1
        const path = `/conversations/${conversationOf(one, other)}/messages`
        const answer = await one.post(path, { clientId: `c-${sent}`, text: 'hello' })
        if (answer.status === 201) messages.push(answer.body.id)
        return answer
      },
      (one) => one.delete(`/messages/${messages[next(messages.length || 1)]}?for=everyone`),
      async (one, other) => {
        const conversationId = conversationOf(one, other)
        const { body } = await one.get(`/conversations/${conversationId}/messages?limit=1`)
        const upTo = body.items?.[0]?.id
        return upTo === undefined ? one.get('/me') : one.post(`/conversations/${conversationId}/read`, { upTo })
      },
      (one) => one.post('/notifications/read', { all: true }),
      async (one) => {
        const { body } = await one.get('/notifications?unread=true&limit=3')
        const ids = (body.items ?? []).map((item: { id: string }) => item.id)
        return ids.length === 0 ? one.get('/me') : one.post('/notifications/read', { ids })
      },
      (one, other) => one.put(`/users/${other.username}/block`),
      (one, other) => one.delete(`/users/${other.username}/block`),
      (one, other) => one.delete(`/users/${other.username}/block`),
      (one, other) => one.put(`/users/${other.username}/mute`),
      (one, other) => one.delete(`/users/${other.username}/mute`),
      () => admin.post(`/admin/posts/${posts[next(5)]!.id}/hide`, { reason: 'a test' }),
      () => admin.post(`/admin/posts/${posts[next(5)]!.id}/restore`, { reason: 'a test' }),
      () => admin.post(`/admin/comments/${comments[next(5)]!.id}/hide`, { reason: 'a test' }),
      () => admin.post(`/admin/comments/${comments[next(5)]!.id}/restore`, { reason: 'a test' }),
    ]
    const statuses = new Map<number, number>()
    for (let round = 0; round < 12; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 25 }, () => {
          const one = next(5)
          const other = (one + 1 + next(4)) % 5
          return acts[next(acts.length)]!(people[one]!, people[other]!)
        }),
      )
      for (const { status, text } of answers) {
        expect(status, text).to.be.below(500)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }

    expect(statuses.get(200)! + statuses.get(201)!, 'most of it was done').to.be.above(100)
    expect(await recount(false)).to.deep.equal([])
    for (const person of people) await notificationsOf(person)
  })

  it('is put right by a recount that finds it wrong', async () => {
    const [ada, bela] = people as [TestPerson, TestPerson]
    await momentum.app.db.transaction(async (unit) => {
      await unit.run('UPDATE notification_boxes SET unread_count = unread_count + 3 WHERE user_id = $1', [ada.id])
      await unit.run('UPDATE notifications SET actors_count = actors_count + 1 WHERE user_id = $1', [bela.id])
      await unit.run('UPDATE notification_acts SET is_shown = NOT is_shown WHERE user_id = $1', [bela.id])
    })

    const found = await recount(false)
    await recount(true)

    expect(found.filter(({ userId }) => userId === ada.id)).to.deep.equal([
      { userId: ada.id, field: 'unreadCount', id: ada.id },
    ])
    expect(new Set(found.map(({ field }) => field))).to.include.all.keys('shown', 'notification')
    expect(await recount(false)).to.deep.equal([])
    for (const person of people) await notificationsOf(person)
  })
})
