import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { recountNotifications } from '../../../src/core/notifications/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { say, startConversation, startPair } from '../../support/chat.ts'
import { framesOf, notificationsOf, theOnly, typesOf } from '../../support/notifications.ts'
import { signInAs, signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'

describe('notifications', function () {
  this.timeout(60_000)
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const people = (count: number): Promise<TestPerson[]> =>
    Promise.all(Array.from({ length: count }, () => signUp(momentum)))

  const unfollow = (one: TestPerson, other: TestPerson) => one.delete(`/users/${other.username}/follow`)

  describe('of follows', () => {
    it('tells of followers as one, the newest first', async () => {
      const [ada, bela, carla, dov, emre] = await people(5)
      for (const follower of [bela, carla, dov, emre]) await follow(follower!, ada!)

      const told = await theOnly(ada!, 'follow')

      expect(told).to.include({ read: false, actorsCount: 4, post: null, comment: null })
      expect(told.actors.map((actor: { username: string }) => actor.username)).to.deep.equal([
        emre!.username,
        dov!.username,
        carla!.username,
      ])
    })

    it('takes it back when somebody unfollows', async () => {
      const [ada, bela, carla] = await people(3)
      await follow(bela!, ada!)
      await follow(carla!, ada!)
      await unfollow(carla!, ada!)
      const one = await theOnly(ada!, 'follow')
      await unfollow(bela!, ada!)

      expect(one.actors.map((actor: { username: string }) => actor.username)).to.deep.equal([bela!.username])
      expect(await typesOf(ada!)).to.deep.equal([])
    })

    it('tells of a request, of its acceptance, and of neither once it is answered', async () => {
      const [ada, bela] = await people(2)
      await ada!.patch('/me', { isPrivate: true })
      await follow(bela!, ada!)
      const asked = await typesOf(ada!)
      await ada!.put(`/me/follow-requests/${bela!.username}`)

      expect(asked).to.deep.equal(['follow_request'])
      expect(await typesOf(ada!)).to.deep.equal([])
      expect((await theOnly(bela!, 'follow_accepted')).actors[0].username).to.equal(ada!.username)
    })

    it('tells of one who follows and unfollows 500 times at most once (RL6)', async function () {
      this.timeout(120_000)
      const [ada, bela] = await people(2)
      // Several at a time, as an impatient thumb would.
      for (let turn = 0; turn < 50; turn += 1) {
        await Promise.all(Array.from({ length: 10 }, () => follow(bela!, ada!).then(() => unfollow(bela!, ada!))))
      }

      expect(await framesOf(ada!, 'notification.created')).to.have.length(1)
      expect(await framesOf(ada!, 'notification.count', 'notification.updated')).to.have.length.below(10)
      expect(await typesOf(ada!)).to.deep.equal([])
    })
  })

  describe('of posts', () => {
    it('tells of reactions as one, with the newest emoji and the post', async () => {
      const [ada, bela, carla] = await people(3)
      const post = await publish(momentum, ada!, { caption: 'the sea' })
      await bela!.put(`/posts/${post.id}/reaction`, { emoji: '👍' })
      await carla!.put(`/posts/${post.id}/reaction`, { emoji: '🌊' })
      await ada!.put(`/posts/${post.id}/reaction`, { emoji: '🔥' })

      const told = await theOnly(ada!, 'reaction')

      expect(told).to.include({ actorsCount: 2, emoji: '🌊' })
      expect(told.subject).to.deep.equal({ type: 'post', id: post.id })
      expect(told.post.caption).to.equal('the sea')
    })

    it('tells of one who reacts and takes it back again and again at most once (RL6)', async function () {
      this.timeout(120_000)
      const [ada, bela] = await people(2)
      const post = await publish(momentum, ada!)
      for (let turn = 0; turn < 100; turn += 1) {
        await bela!.put(`/posts/${post.id}/reaction`, { emoji: turn % 2 === 0 ? '👍' : '🔥' })
        await bela!.delete(`/posts/${post.id}/reaction`)
      }

      expect(await framesOf(ada!, 'notification.created')).to.have.length(1)
      expect(await typesOf(ada!)).to.deep.equal([])
    })

    it('is no news when somebody changes their emoji, or does again what they took back', async () => {
      const [ada, bela] = await people(2)
      const post = await publish(momentum, ada!)
      const react = (emoji: string) => bela!.put(`/posts/${post.id}/reaction`, { emoji })
      await react('👍')
      await ada!.post('/notifications/read', { all: true })
      await react('🔥')
      const changed = await theOnly(ada!, 'reaction')
      await bela!.delete(`/posts/${post.id}/reaction`)
      await react('🎉')

      expect(changed).to.include({ read: true, emoji: '🔥' })
      expect(await theOnly(ada!, 'reaction')).to.include({ read: true, emoji: '🎉' })
      expect(await framesOf(ada!, 'notification.created')).to.have.length(1)
    })

    it('tells an author of comments, and whoever is answered of the answer alone', async () => {
      const [ada, bela, carla] = await people(3)
      const post = await publish(momentum, ada!)
      const first = await comment(bela!, post.id, 'first!')
      const answer = await comment(carla!, post.id, 'second to you', first.id)
      const own = await comment(ada!, post.id, 'thank you')
      await comment(carla!, post.id, 'you are welcome', own.id)

      const toAda = await notificationsOf(ada!)
      const toBela = await notificationsOf(bela!)

      expect(toAda.map((item) => item.type)).to.deep.equal(['reply', 'comment'])
      expect(toAda[1]).to.include({ actorsCount: 2 })
      expect(toAda[1].comment).to.deep.equal({ id: answer.id, text: 'second to you' })
      expect(toBela.map((item) => item.type)).to.deep.equal(['reply'])
      expect(toBela[0].subject).to.deep.equal({ type: 'comment', id: first.id })
      expect(toBela[0].comment.text).to.equal('second to you')
    })

    it('tells each of many who are named at once as they want it, and the author', async () => {
      const [ada, bela, dora, eva, fay, gil, hal] = await people(7)
      await eva!.put(`/users/${bela!.username}/mute`)
      await fay!.put(`/users/${bela!.username}/block`)
      const quiet = await gil!.patch('/notifications/preferences', {
        types: { mention: { inApp: false, push: false } },
      })
      expect(quiet.status, quiet.text).to.equal(200)
      const post = await publish(momentum, ada!)
      const names = [dora, eva, fay, gil, hal, hal].map((one) => `@${one!.username}`).join(' ')

      await comment(bela!, post.id, names)
      await comment(bela!, post.id, `again ${names}`)

      for (const one of [dora!, hal!]) {
        expect(await theOnly(one, 'mention')).to.include({ actorsCount: 1, read: false })
        expect(await framesOf(one, 'notification.created')).to.have.length(2)
      }
      for (const one of [eva!, fay!, gil!]) expect(await typesOf(one), one.username).to.deep.equal([])
      expect(await theOnly(ada!, 'comment')).to.include({ actorsCount: 1, read: false })
      const differing = await recountNotifications(momentum.app.as(systemActor('test'), 'job'), { repair: false })
      expect(differing).to.deep.equal([])
    })

    it('tells whoever is named, once, and takes it back when they are named no longer', async () => {
      const [ada, bela] = await people(2)
      const post = await publish(momentum, ada!, { caption: `with @${bela!.username}` })
      const named = await theOnly(bela!, 'mention')
      const edit = (caption: string) => ada!.patch(`/posts/${post.id}`, { caption })
      await edit('alone')
      const unnamed = await typesOf(bela!)
      await edit(`again with @${bela!.username}`)
      await edit('alone again')
      await edit(`and with @${bela!.username}`)

      expect(named.post.id).to.equal(post.id)
      expect(unnamed).to.deep.equal([])
      expect(await framesOf(bela!, 'notification.created')).to.have.length(1)
    })

    it('tells of a comment that names the author of the post once', async () => {
      const [ada, bela] = await people(2)
      const post = await publish(momentum, ada!)
      await comment(bela!, post.id, `look, @${ada!.username}`)

      expect(await typesOf(ada!)).to.have.length(1)
    })

    it('leaves nothing of what was deleted', async () => {
      const [ada, bela, carla] = await people(3)
      const post = await publish(momentum, ada!)
      const said = await comment(bela!, post.id, 'gone soon')
      await carla!.put(`/comments/${said.id}/reaction`, { emoji: '👍' })
      await carla!.put(`/posts/${post.id}/reaction`, { emoji: '👍' })
      await bela!.delete(`/comments/${said.id}`)
      const withoutComment = [await typesOf(ada!), await typesOf(bela!)]
      await ada!.delete(`/posts/${post.id}`)

      expect(withoutComment).to.deep.equal([['reaction'], []])
      expect(await typesOf(ada!)).to.deep.equal([])
      for (const table of ['notification_acts', 'notifications']) {
        const rows = await momentum.app.db.read.all(`SELECT * FROM ${table} WHERE user_id IN ($1, $2)`, [
          ada!.id,
          bela!.id,
        ])
        expect(rows, table).to.deep.equal([])
      }
    })

    it('goes with the right to read a post, and does not come back with it', async () => {
      const [ada, bela, carla] = await people(3)
      await follow(bela!, ada!)
      const post = await publish(momentum, ada!, { visibility: 'followers', caption: `for @${bela!.username}` })
      await comment(bela!, post.id, 'thank you')
      const before = await typesOf(bela!)
      await unfollow(bela!, ada!)
      const unfollowed = await typesOf(bela!)
      const open = await publish(momentum, ada!, { caption: `hello @${carla!.username}` })
      const toCarla = await typesOf(carla!)
      await ada!.patch(`/posts/${open.id}`, { visibility: 'followers' })

      expect([before, unfollowed]).to.deep.equal([['mention'], []])
      expect(toCarla).to.deep.equal(['mention'])
      expect(await typesOf(carla!)).to.deep.equal([])
    })

    it('goes when an account becomes private', async () => {
      const [ada, bela] = await people(2)
      await publish(momentum, ada!, { caption: `hello @${bela!.username}` })
      const before = await typesOf(bela!)
      await ada!.patch('/me', { isPrivate: true })

      expect(before).to.deep.equal(['mention'])
      expect(await typesOf(bela!)).to.deep.equal([])
    })
  })

  describe('of messages', () => {
    it('is one for each conversation, until it is read', async () => {
      const [ada, bela] = await people(2)
      await follow(ada!, bela!)
      await ada!.post('/notifications/read', { all: true })
      const id = await startConversation(bela!, ada!)
      await say(bela!, id, 'one')
      const last = (await say(bela!, id, 'two')).id
      const told = await theOnly(ada!, 'message')
      await ada!.post(`/conversations/${id}/read`, { upTo: last })

      expect(told).to.include({ read: false, actorsCount: 1 })
      expect(told.conversation).to.deep.equal({ id, unreadCount: 2, request: false, text: 'two' })
      expect((await theOnly(ada!, 'message')).read).to.equal(true)
      expect(await framesOf(ada!, 'notification.created')).to.have.length(1)
    })

    it('shows nothing of what a stranger wrote', async () => {
      const [ada, bela] = await people(2)
      await say(bela!, await startConversation(bela!, ada!), 'buy this')

      const { conversation } = await theOnly(ada!, 'message')

      expect(conversation).to.include({ request: true, text: null })
    })

    it('goes when a request is refused', async () => {
      const [ada, bela] = await people(2)
      const id = await startConversation(bela!, ada!)
      await say(bela!, id, 'buy this')
      const before = await typesOf(ada!)
      await ada!.patch(`/conversations/${id}`, { request: 'refused' })

      expect(before).to.deep.equal(['message'])
      expect(await typesOf(ada!)).to.deep.equal([])
    })

    it('comes to the top again, and is news again, once it was read', async () => {
      const { ada, bela, conversationId } = await startPair(momentum)
      await say(ada, conversationId, 'one')
      await bela.post('/notifications/read', { all: true })
      await say(ada, conversationId, 'two')
      await say(ada, conversationId, 'three')

      expect(await theOnly(bela, 'message')).to.include({ read: false })
      expect(await framesOf(bela, 'notification.created')).to.have.length(2)
    })

    it('goes with the last unread message, and with a reaction that is taken back', async () => {
      const [ada, bela] = await people(2)
      await follow(ada!, bela!)
      const id = await startConversation(bela!, ada!)
      const message = (await say(bela!, id, 'a slip')).id
      await ada!.put(`/messages/${message}/reaction`, { emoji: '😀' })
      const reacted = await theOnly(bela!, 'reaction')
      await ada!.delete(`/messages/${message}/reaction`)
      const taken = (await typesOf(bela!)).filter((type) => type === 'reaction')
      await bela!.delete(`/messages/${message}?for=everyone`)

      expect(reacted).to.include({ emoji: '😀' })
      expect(reacted.subject).to.deep.equal({ type: 'message', id: message })
      expect(taken).to.deep.equal([])
      expect(await typesOf(ada!)).to.deep.equal([])
    })

    it('says nothing of a conversation that is muted', async () => {
      const [ada, bela] = await people(2)
      await follow(ada!, bela!)
      const id = await startConversation(bela!, ada!)
      await ada!.patch(`/conversations/${id}`, { muted: true })
      await say(bela!, id, 'hello?')

      expect(await typesOf(ada!)).to.deep.equal([])
    })
  })

  describe('of a sign-in', () => {
    it('tells every session but the one it is about', async () => {
      const ada = await signUp(momentum)
      const stranger = await signInAs(momentum, ada, { deviceName: 'a new device' })

      const told = await theOnly(ada, 'login_alert')

      expect(told.loginAlert).to.include({ deviceName: 'a new device', state: 'pending' })
      expect(await notificationsOf(stranger)).to.deep.equal([])
      const frames = await framesOf(stranger, 'notification.created', 'notification.count')
      expect(frames.map((frame) => frame.data)).to.deep.equal([{ id: told.id, deleted: true }, { unread: 0 }])
      const own = await framesOf(ada, 'notification.created', 'notification.count')
      expect(own.map((frame) => frame.data.id ?? frame.data.unread)).to.deep.equal([told.id, 1])
      await stranger.post('/notifications/read', { all: true })
      expect((await theOnly(ada, 'login_alert')).read).to.equal(false)
    })

    it('is read when it is answered', async () => {
      const ada = await signUp(momentum)
      await signInAs(momentum, ada, { deviceName: 'my other phone' })
      const { loginAlert } = await theOnly(ada, 'login_alert')
      await ada.post(`/login-alerts/${loginAlert.id}/confirm`)

      const told = await theOnly(ada, 'login_alert')

      expect(told).to.include({ read: true })
      expect(told.loginAlert.state).to.equal('confirmed')
    })
  })

  describe('reading', () => {
    async function three(): Promise<{ ada: TestPerson; ids: string[] }> {
      const [ada, bela] = await people(2)
      for (let index = 0; index < 3; index += 1) {
        const post = await publish(momentum, ada!)
        await bela!.put(`/posts/${post.id}/reaction`, { emoji: '👍' })
      }
      return { ada: ada!, ids: (await notificationsOf(ada!)).map((item) => item.id) }
    }

    const unreadOf = async (person: TestPerson) =>
      (await notificationsOf(person)).filter((item) => !item.read).map((item) => item.id)

    it('works by id, and does nothing to those of others', async () => {
      const [one, other] = [await three(), await three()]

      const answer = await one.ada.post('/notifications/read', { ids: [one.ids[1], other.ids[0]] })

      expect(answer.body).to.deep.equal({ unread: 2 })
      expect(await unreadOf(one.ada)).to.deep.equal([one.ids[0], one.ids[2]])
      expect(await unreadOf(other.ada)).to.have.length(3)
    })

    it('works up to one, and by that of somebody else not at all', async () => {
      const [one, other] = [await three(), await three()]

      const foreign = await one.ada.post('/notifications/read', { upTo: other.ids[0] })
      const answer = await one.ada.post('/notifications/read', { upTo: one.ids[1] })

      expect([foreign.body, answer.body]).to.deep.equal([{ unread: 3 }, { unread: 1 }])
      expect(await unreadOf(one.ada)).to.deep.equal([one.ids[0]])
    })

    it('works for all, and tells the other devices', async () => {
      const { ada } = await three()
      const before = (await framesOf(ada, 'notification.count')).length

      const answers = [
        await ada.post('/notifications/read', { all: true }),
        await ada.post('/notifications/read', { all: true }),
      ]

      expect(answers.map((answer) => answer.body.unread)).to.deep.equal([0, 0])
      const after = await framesOf(ada, 'notification.count')
      expect(after).to.have.length(before + 1)
      expect(after.at(-1).data).to.deep.equal({ unread: 0 })
    })

    it('refuses what is none of the three', async () => {
      const ada = await signUp(momentum)
      for (const body of [{}, { all: false }, { ids: [] }, { ids: ['x'] }, { upTo: '1' }, { all: true, ids: [] }]) {
        const answer = await ada.post('/notifications/read', body)
        expect(answer.status, JSON.stringify(body)).to.equal(422)
      }
    })

    it('pages through the list, and answers 304 to whoever knows it', async () => {
      const { ada, ids } = await three()

      const first = await ada.get('/notifications?limit=2')
      const second = await ada.get(`/notifications?limit=2&cursor=${first.body.nextCursor}`)

      expect([...first.body.items, ...second.body.items].map((item) => item.id)).to.deep.equal(ids)
      expect(second.body.nextCursor).to.equal(null)
      const count = await ada.get('/notifications/count')
      const etag = count.headers.get('etag')!
      expect((await ada.get('/notifications/count', { 'If-None-Match': etag })).status).to.equal(304)
      const foreign = await (await signUp(momentum)).get(`/notifications?cursor=${first.body.nextCursor}`)
      expect(foreign.body.code).to.equal('cursor_invalid')
    })
  })

  describe('about people who are not to be heard of', () => {
    it('vanishes both ways with a block, and with what stands at their posts', async () => {
      const [ada, bela, carla] = await people(3)
      await follow(bela!, ada!)
      await follow(ada!, bela!)
      const post = await publish(momentum, bela!)
      const said = await comment(ada!, post.id, 'nice')
      await comment(carla!, post.id, 'indeed', said.id)
      await comment(carla!, post.id, 'nice indeed')
      const before = [await typesOf(ada!), await typesOf(bela!)]
      await ada!.put(`/users/${bela!.username}/block`)

      expect(before).to.deep.equal([
        ['reply', 'follow'],
        ['comment', 'follow'],
      ])
      expect(await typesOf(ada!)).to.deep.equal([])
      // What carla wrote below ada's comment is gone for bela as well; what she wrote to the post is not.
      const left = await theOnly(bela!, 'comment')
      expect(left.actors.map((actor: { id: string }) => actor.id)).to.deep.equal([carla!.id])
      expect(left.comment.text).to.equal('nice indeed')
      await ada!.delete(`/users/${bela!.username}/block`)
      expect(await typesOf(ada!)).to.deep.equal([])
    })

    it('vanishes with a mute, and comes no more', async () => {
      const [ada, bela] = await people(2)
      await follow(bela!, ada!)
      const post = await publish(momentum, ada!)
      await ada!.put(`/users/${bela!.username}/mute`)
      const after = await typesOf(ada!)
      await comment(bela!, post.id, `@${ada!.username} hello`)
      await say(bela!, await startConversation(bela!, ada!), 'hello')

      expect(after).to.deep.equal([])
      expect(await typesOf(ada!)).to.deep.equal([])
    })

    it('vanishes with a deleted account, comes back with it, and leaves nothing once it is erased', async () => {
      const [ada, bela] = await people(2)
      const post = await publish(momentum, ada!)
      await follow(bela!, ada!)
      await comment(bela!, post.id, 'hello')
      await bela!.post('/me/delete', { password: 'correct horse battery staple' })
      const gone = await typesOf(ada!)
      await signInAs(momentum, bela!)

      expect(gone).to.deep.equal([])
      expect(await typesOf(ada!)).to.deep.equal(['comment', 'follow'])
    })
  })

  describe('preferences', () => {
    it('has a default for each type, and keeps what is chosen', async () => {
      const ada = await signUp(momentum)

      const first = await ada.get('/notifications/preferences')
      const changed = await ada.patch('/notifications/preferences', {
        types: { reaction: { inApp: false }, comment: { push: false, email: false } },
        quietHours: { from: '22:00', to: '07:30', timeZone: 'Europe/Berlin' },
        previews: false,
        digest: 'weekly',
      })

      expect(first.body.types.login_alert).to.deep.equal({
        inApp: true,
        push: true,
        email: true,
        locked: ['inApp', 'push', 'email'],
      })
      expect(first.body).to.deep.include({ quietHours: null, previews: true, digest: 'off' })
      expect(changed.body.types.reaction).to.deep.equal({ inApp: false, push: true, email: true, locked: [] })
      expect(changed.body.types.comment).to.deep.equal({ inApp: true, push: false, email: false, locked: [] })
      expect(changed.body.quietHours).to.deep.equal({ from: '22:00', to: '07:30', timeZone: 'Europe/Berlin' })
      expect((await ada.get('/notifications/preferences')).body).to.deep.equal(changed.body)
      const back = await ada.patch('/notifications/preferences', { quietHours: null })
      expect(back.body).to.deep.include({ quietHours: null, previews: false, digest: 'weekly' })
    })

    it('does not let a login alert, a decision or an announcement be switched off', async () => {
      const ada = await signUp(momentum)
      for (const [type, channel] of [
        ['login_alert', 'inApp'],
        ['login_alert', 'push'],
        ['login_alert', 'email'],
        ['moderation', 'inApp'],
        ['announcement', 'inApp'],
      ] as const) {
        const answer = await ada.patch('/notifications/preferences', { types: { [type]: { [channel]: false } } })
        expect(answer.status).to.equal(422)
        expect(answer.body.errors[0].path).to.equal(`types.${type}.${channel}`)
      }
    })

    it('refuses hours and zones that there are not', async () => {
      const ada = await signUp(momentum)
      for (const quietHours of [
        { from: '24:00', to: '07:00', timeZone: 'UTC' },
        { from: '9:00', to: '07:00', timeZone: 'UTC' },
        { from: '22:00', to: '22:00', timeZone: 'UTC' },
        { from: '22:00', to: '07:00', timeZone: 'Mars/Olympus' },
        { from: '22:00', to: '07:00' },
      ]) {
        const answer = await ada.patch('/notifications/preferences', { quietHours })
        expect(answer.status, JSON.stringify(quietHours)).to.equal(422)
      }
      expect((await ada.patch('/notifications/preferences', { types: { gossip: { push: true } } })).status).to.equal(
        422,
      )
    })

    it('lists nothing of a type that is switched off in the app', async () => {
      const [ada, bela] = await people(2)
      await ada!.patch('/notifications/preferences', { types: { follow: { inApp: false } } })
      await follow(bela!, ada!)

      expect(await typesOf(ada!)).to.deep.equal([])
      expect(await framesOf(ada!, 'notification.created', 'notification.count')).to.deep.equal([])
    })
  })
})
