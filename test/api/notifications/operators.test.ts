import { expect } from 'chai'
import { eraseDueAccounts } from '../../../src/core/accounts/index.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { pruneNotifications, recountNotifications, sendDigests } from '../../../src/core/notifications/index.ts'
import { day, hour, manualClock } from '../../../src/lib/clock.ts'
import { idTime, newId } from '../../../src/lib/ids.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { say, startPair } from '../../support/chat.ts'
import { createMailbox } from '../../support/mailbox.ts'
import { notificationsOf, theOnly, typesOf } from '../../support/notifications.ts'
import { signUpAs } from '../../support/operators.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'

describe('notifications and the passing of time', function () {
  this.timeout(60_000)
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  const mailbox = createMailbox()
  let momentum: TestApp
  let admin: TestPerson

  before(async () => {
    momentum = await startTestApp({ clock, clients: { mailer: mailbox.mailer } })
    admin = await signUpAs(momentum, 'admin')
  })
  after(() => momentum.close())

  const job = () => momentum.app.as(systemActor('test'), 'job')
  const done = async (answer: Promise<{ status: number; text: string }>) => {
    const { status, text } = await answer
    expect(status, text).to.be.within(200, 299)
  }

  describe('what operators decide', () => {
    it('comes with its reason, and so do the answers to reports and appeals', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      const post = await publish(momentum, ada)
      await done(bela.post('/reports', { subject: { type: 'post', id: post.id }, reason: 'spam' }))
      const [filed] = (await admin.get('/admin/cases')).body.items
      await done(admin.post(`/admin/cases/${filed.id}/resolve`, { actions: [{ type: 'hide' }], reason: 'it is spam' }))
      const decided = await theOnly(ada, 'moderation')
      await done(ada.post('/appeals', { actionId: decided.decision.id, text: 'it is not' }))
      const [appeal] = (await admin.get('/admin/appeals')).body.items
      await done(admin.post(`/admin/appeals/${appeal.id}/overturn`, { reason: 'we were wrong' }))

      expect(decided.decision).to.include({
        kind: 'action',
        outcome: 'hide',
        subjectType: 'post',
        reason: 'it is spam',
      })
      expect((await theOnly(bela, 'moderation')).decision).to.include({
        kind: 'report',
        outcome: 'actioned',
        reason: 'spam',
      })
      const [answered] = await notificationsOf(ada)
      expect(answered.decision).to.include({ kind: 'appeal', outcome: 'overturned', reason: 'we were wrong' })
    })

    it('hides what is about somebody suspended until they are back, and mails them why', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      await follow(bela, ada)
      const post = await publish(momentum, bela)
      const said = await comment(ada, post.id, 'nice')
      await comment(await signUp(momentum), post.id, 'very', said.id)
      await done(admin.post(`/admin/users/${bela.id}/suspend`, { reason: 'spam' }))
      const suspended = await typesOf(ada)
      const mails = await mailbox.to(momentum, bela.email)
      await done(admin.post(`/admin/users/${bela.id}/unsuspend`, { reason: 'enough' }))

      expect(suspended).to.deep.equal([])
      expect(mails.at(-1)).to.include({ subject: 'Your Momentum account is suspended' })
      expect(mails.at(-1)!.text).to.contain('Why: spam')
      expect(await typesOf(ada)).to.deep.equal(['reply', 'follow'])
    })

    it('hides what is about a hidden comment until it is restored', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      const said = await comment(bela, (await publish(momentum, ada)).id, 'rude')
      await done(admin.post(`/admin/comments/${said.id}/hide`, { reason: 'rude' }))
      const hidden = await typesOf(ada)
      await done(admin.post(`/admin/comments/${said.id}/restore`, { reason: 'not so rude' }))

      expect(hidden).to.deep.equal([])
      expect(await typesOf(ada)).to.deep.equal(['comment'])
    })
  })

  describe('announcements', () => {
    it('reach everybody who was there, once, however many they are', async () => {
      const people = await Promise.all(Array.from({ length: 60 }, () => signUp(momentum)))
      await done(admin.post('/admin/announcements', { title: 'Moving', text: 'We move on Sunday.' }))
      await momentum.app.pusher.flush()
      clock.advance(hour)
      const late = await signUp(momentum)
      await momentum.app.pusher.flush()

      const told = await theOnly(people[0]!, 'announcement')
      expect(told.announcement).to.include({ title: 'Moving', text: 'We move on Sunday.' })
      const counts = await momentum.app.db.read.all<{ count: number }>(
        `SELECT user_id, count(*) AS count FROM notifications WHERE type = 'announcement' GROUP BY user_id`,
      )
      expect(counts.length).to.be.above(60)
      expect(counts.every(({ count }) => count === 1)).to.equal(true)
      expect(await typesOf(late)).to.deep.equal([])
    })

    it('go on where a process that died left off', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      await done(admin.post('/admin/announcements', { text: 'Once more.' }))
      await momentum.app.pusher.flush()
      // As if it had died after telling ada: bela comes after her, and was not told.
      await momentum.app.db.transaction(async (unit) => {
        await unit.run(`DELETE FROM notifications WHERE user_id = $1`, [bela.id])
        await unit.run(`UPDATE announcements SET told_up_to = $1 WHERE text = 'Once more.'`, [ada.id])
      })
      await momentum.app.pusher.flush()

      expect(await typesOf(ada)).to.deep.equal(['announcement'])
      await recountNotifications(job(), { repair: true })
      expect(await typesOf(bela)).to.deep.equal(['announcement'])
    })
  })

  describe('the digest', () => {
    async function verified(): Promise<TestPerson> {
      const person = await signUp(momentum)
      const token = await mailbox.token(momentum, person.email, '/verify-email')
      await done(momentum.guest.post('/auth/email/verify', { token }))
      return person
    }

    it('counts what is unread and new, in the morning of those who want it, without a word of it', async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      const token = await mailbox.token(momentum, bela.email, '/verify-email')
      await done(momentum.guest.post('/auth/email/verify', { token }))
      await done(bela.patch('/me', { timeZone: 'Asia/Tokyo' }))
      await done(bela.patch('/notifications/preferences', { digest: 'daily', types: { reaction: { email: false } } }))
      await say(ada, conversationId, 'a secret')
      await follow(ada, bela)
      await ada.put(`/posts/${(await publish(momentum, bela)).id}/reaction`, { emoji: '👍' })
      // It is evening in Tokyo; the morning there is at 23:00 UTC.
      clock.set(Date.UTC(2026, 10, 23, 22, 50))
      const early = await sendDigests(job())
      clock.set(Date.UTC(2026, 10, 23, 23, 5))
      const sent = await sendDigests(job())
      const again = await sendDigests(job())
      clock.advance(day)
      const nothingNew = await sendDigests(job())

      const digests = (await mailbox.to(momentum, bela.email)).filter(({ subject }) =>
        subject.startsWith('What is new'),
      )
      expect([early.sent, sent.sent, again.sent, nothingNew]).to.deep.equal([0, 1, 0, { sent: 0, empty: 1 }])
      expect(digests).to.have.length(1)
      expect(digests[0]!.text).to.contain('- conversations with new messages: 1\n- days with new followers: 1')
      expect(digests[0]!.text).not.to.match(/secret|reaction/)
      expect(digests[0]!.text).not.to.contain(ada.username)
    })

    it('comes once a week to those who want it so, and never to an address nobody has confirmed', async () => {
      const [ada, bela] = [await verified(), await signUp(momentum)]
      for (const person of [ada, bela]) {
        await done(person.patch('/notifications/preferences', { digest: 'weekly' }))
        await follow(await signUp(momentum), person)
      }
      clock.advance(day)
      const first = await sendDigests(job())
      await follow(await signUp(momentum), ada)
      clock.advance(6 * day)
      const tooSoon = await sendDigests(job())
      clock.advance(day)
      const second = await sendDigests(job())

      expect([first.sent, tooSoon.sent, second.sent]).to.deep.equal([1, 0, 1])
    })
  })

  describe('what is kept', () => {
    // Ids never go back within a process, and the clock of another file of this run may have been further ahead.
    before(() => clock.set(Math.max(clock.now(), idTime(newId(clock.now())))))

    it('goes 90 days after the last that happened, and the number with it', async () => {
      const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
      await follow(bela, ada)
      clock.advance(80 * day)
      const again = await signInAs(momentum, ada)
      const other = await signInAs(momentum, carla)
      await done(other.put(`/users/${ada.username}/follow`))
      clock.advance(11 * day)
      await pruneNotifications(job())

      const later = await signInAs(momentum, ada)
      const told = (await notificationsOf(later)).filter(({ type }) => type === 'follow')
      expect(told.map(({ actors }) => actors.map((actor: { id: string }) => actor.id))).to.deep.equal([[carla.id]])
      expect(again.sessionId).not.to.equal(later.sessionId)
    })

    it('forgets after a day what was taken back, so that it is news when it is done again', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      await follow(bela, ada)
      await bela.delete(`/users/${ada.username}/follow`)
      clock.advance(day + hour)
      await pruneNotifications(job())
      const kept = await momentum.app.db.read.all('SELECT * FROM notification_acts WHERE user_id = $1', [ada.id])
      await follow(bela, ada)

      expect(kept).to.deep.equal([])
      expect((await theOnly(ada, 'follow')).read).to.equal(false)
    })

    it('holds nothing of an account that was erased', async () => {
      const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
      await follow(bela, ada)
      await follow(await signUp(momentum), ada)
      await comment(bela, (await publish(momentum, ada)).id, 'hello')
      await follow(ada, bela)
      await done(bela.post('/me/delete', { password: goodPassword }))
      clock.advance(15 * day)
      await eraseDueAccounts(job())

      const [told, ...others] = await notificationsOf(await signInAs(momentum, ada))
      expect(told.type === 'follow' ? others : [told]).to.deep.equal(
        others.filter(({ type }) => type === 'login_alert'),
      )
      const tables = ['notification_acts', 'notifications', 'notification_boxes', 'push_subscriptions']
      for (const table of tables) {
        const rows = await momentum.app.db.read.all<object>(`SELECT * FROM ${table}`)
        expect(JSON.stringify(rows), table).not.to.contain(bela.id)
      }
      expect(await recountNotifications(job(), { repair: false })).to.deep.equal([])
    })
  })
})
