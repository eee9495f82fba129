import { join } from 'node:path'
import { expect } from 'chai'
import { connectConsoleApi } from '../../../src/cli/console/connect-console-api.ts'
import { screens } from '../../../src/cli/console/screens/index.ts'
import { connectOverHttp } from '../../../src/cli/http-connection.ts'
import { systemActor } from '../../../src/core/actor.ts'
import { claimRun, registerJobs } from '../../../src/core/jobs/index.ts'
import { displayWidth } from '../../../src/lib/terminal-text.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { say, startConversation } from '../../support/chat.ts'
import { signUpCrowd } from '../../support/crowd.ts'
import { eventually } from '../../support/eventually.ts'
import { type ConsoleOnScreen, openConsoleOnScreen } from '../../support/open-console-on-screen.ts'
import { signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { publish } from '../../support/posts.ts'
import { plainPhoto, uploadPhoto } from '../../support/uploads.ts'
import { storeVideos } from '../../support/videos.ts'

const sizes = [
  [80, 24],
  [120, 40],
  [60, 20],
] as const

/** What of the built data each screen shows, at every size. */
const places: [name: string, id: string | undefined, sign: RegExp][] = [
  ['pulse', undefined, /requests +[\d.]+ /],
  ['triage', undefined, /yours until/],
  ['users', undefined, /ada_author/],
  ['user', 'ada_author', /status +silenced/],
  ['posts', undefined, /ada_author/],
  ['posts', 'ada_author', /win a prize/],
  ['comments', undefined, /ada_author/],
  ['comments', 'ada_author', /said by ada/],
  ['messages', 'ada_author', /written in private/],
  ['appeals', undefined, /it was a joke/],
  ['videos', undefined, /Boat/],
  ['jobs', undefined, /media-sweep/],
  ['jobs', 'media-sweep', /running/],
  ['quota', undefined, /search|general/],
  ['filters', undefined, /buy followers/],
  ['audit', undefined, /user\.silence/],
  ['audit', 'ada_author', /user\.silence/],
  ['settings', undefined, /accounts\.minimumAge/],
  ['log', undefined, /written for the log/],
]

describe('The console on a real server', () => {
  let momentum: TestApp
  let author: TestPerson
  let crowd: TestPerson[]
  let admin: TestPerson
  let opened: ConsoleOnScreen[] = []

  before(async () => {
    momentum = await startTestApp({ logLines: [], settings: { YOUTUBE_API_KEY: 'never-sent' } })
    await momentum.server.listenLocally(join(momentum.dataFolder, 'momentum.sock'))
    author = await signUp(momentum, { username: 'ada_author' })
    crowd = await signUpCrowd(momentum, 3, 'con')
    admin = await signUpAs(momentum, 'admin', 'olga_admin')
    await buildCommunity()
  })
  afterEach(async () => {
    for (const one of opened) await one.quit()
    opened = []
  })
  after(() => momentum.close())

  const context = () => momentum.app.as(systemActor('test'), 'job')

  async function buildCommunity(): Promise<void> {
    const shown = await pictured('a green square', '#20a040')
    await author.post(`/posts/${shown.id}/comments`, { text: 'said by ada' })
    await report('post', (await publish(momentum, author, { caption: 'win a prize' })).id)
    await storeVideos(momentum.app, [{ id: 'boat0000001', title: 'Boat in a storm' }])
    const job = { name: 'media-sweep', about: 'Tidies up.', schedule: '0 3 * * *', timeZone: 'UTC', timeoutMs: 1000 }
    await registerJobs(context(), [{ ...job, offReason: null }])
    await claimRun(context(), { job: job.name, slot: '2026-11-23T03:00', owner: 'test', dead: null })
    const conversation = await startConversation(author, crowd[2]!)
    await say(author, conversation, 'written in private')
    await admin.post('/admin/filters', { kind: 'word', pattern: 'buy followers', effect: 'hold', reason: 'spam' })
    await admin.post(`/admin/users/${author.id}/silence`, { reason: 'insults', durationSeconds: 864_000 })
    const strike = (await author.get('/me/strikes')).body.items[0]
    await author.post('/appeals', { actionId: strike.id, text: 'it was a joke' })
  }

  async function pictured(caption: string, colour: string, fields: Record<string, unknown> = {}) {
    const media = await uploadPhoto(crowd[0]!, { alt: caption }, await plainPhoto(60, 60, colour))
    const post = await crowd[0]!.post('/posts', { caption, media: [media.id], ...fields })
    expect(post.status, post.text).to.equal(201)
    return post.body as { id: string }
  }

  async function report(type: string, id: string, by = crowd[1]!, reason = 'spam'): Promise<{ id: string }> {
    const answer = await by.post('/reports', { subject: { type, id }, reason })
    expect(answer.status, answer.text).to.equal(201)
    return answer.body
  }

  function open(screen: string, id?: string, size: readonly [number, number] = [160, 40], operator = 'olga') {
    const socketPath = join(momentum.dataFolder, 'momentum.sock')
    const connection = connectOverHttp({ kind: 'socket', socketPath, operator, where: 'this machine' })
    const one = openConsoleOnScreen({
      at: screen,
      columns: size[0],
      rows: size[1],
      server: connectConsoleApi(connection),
      now: Date.now(),
      ...(id === undefined ? {} : { id }),
    })
    opened.push(one)
    return one
  }

  it('is looked at on every screen there is', () => {
    expect(new Set(places.map(([name]) => name))).to.deep.equal(new Set(screens.map(({ name }) => name)))
  })

  for (const [name, id, sign] of places) {
    it(`shows ${name}${id === undefined ? '' : ` of ${id}`} whole at every size, without a complaint`, async () => {
      for (const size of sizes) {
        const { screen, quit } = open(name, id, size)
        momentum.app.log.warn({ shelf: 3 }, 'written for the log')
        if (name === 'messages') {
          await screen.shows('Read private messages')
          screen.type('threats\r')
        }
        const shown = await screen.shows(sign)
        await eventually(() => !screen.text().includes('loading…'))

        expect(screen.lines()[0], `${size}`).to.match(/^ Momentum this machine/)
        expect(screen.lines().at(-1), `${size}`).to.match(/\? keys$/)
        expect(screen.lines().filter((line) => displayWidth(line) > size[0])).to.deep.equal([])
        expect(shown, `${size}`).not.to.match(
          /Connection lost|not valid|no such|Unknown|refused|undefined|NaN|\[object/i,
        )
        await quit()
      }
    })
  }

  it('shows everything about a person, tab by tab', async () => {
    const { screen } = open('user', 'ada_author', [120, 40])
    await screen.shows(/silenced by olga_admin .*insults/)
    const signs = [
      /silence by olga_admin: insults +until/,
      /spam +1 report on a post +(open|claimed)[\s\S]*By this person/,
      /Notes of the team/,
      /Sign-ins/,
      /comment said by ada/,
    ]
    for (const sign of signs) {
      screen.type('\t')
      await screen.shows(sign)
    }
  })

  it('decides a case by keys alone, with effect at once, and undoes it', async () => {
    const post = await publish(momentum, publisher(), { caption: 'buy cheap followers' })
    for (const person of crowd.slice(1)) await report('post', post.id, person, 'child_safety')
    const { screen } = open('triage')
    const shown = await screen.shows(/yours until/)
    expect(shown).to.include('buy cheap followers').and.to.include('post of con_0').and.to.include('2 reports')
    screen.type('1')
    await screen.shows('$ momentum reports resolve')
    screen.type('a')
    await screen.shows('1 decided')
    expect((await crowd[1]?.get(`/posts/${post.id}`))?.status).to.equal(404)
    screen.type('u')
    await screen.shows('undone')
    expect((await crowd[1]?.get(`/posts/${post.id}`))?.status).to.equal(200)
  })

  it('shows the lease of one moderator to the other, while they look', async () => {
    const found = await report('user', crowd[2]!.id, crowd[0]!, 'harassment')
    const one = open('triage', found.id)
    await one.screen.shows(/yours until/)
    const other = open('triage', found.id, [160, 40], 'bob')
    await other.screen.shows(/olga has it until \d\d:\d\d/)
    other.screen.type('1')
    await other.screen.shows('this case is not yours; c claims it')
    one.screen.type('C')
    await one.screen.shows('not claimed')
    await other.screen.shows('not claimed')
    other.screen.type('c')

    await other.screen.shows(/yours until/)
    await one.screen.shows(/bob has it until/)
    other.screen.type('D')
    await one.screen.shows('it was dismissed meanwhile')
  })

  it('takes up the first case that is reported while nothing waits', async () => {
    for (const { id } of (await admin.get('/admin/cases')).body.items) {
      await admin.post(`/admin/cases/${id}/claim`)
      await admin.post(`/admin/cases/${id}/dismiss`, { reason: 'nothing' })
    }
    const { screen } = open('triage')
    await screen.shows('No open case')
    const post = await publish(momentum, publisher(), { caption: 'just now' })
    await report('post', post.id)

    await screen.shows(/just now[\s\S]*yours until|yours until[\s\S]*just now/)
  })

  it('draws pictures of posts, and those that are sensitive only for a reason that is written down', async () => {
    const plain = await pictured('in the open', '#ff0000')
    const { screen } = open('posts', 'con_0', [120, 40])
    await screen.shows('in the open')
    await eventually(() => coloursOf(screen).some(([red, green]) => red > 200 && green < 60))
    expect(await looksAt(plain.id)).to.deep.equal([])
    screen.type('\u0003')

    const delicate = await pictured('not for all', '#0000ff', { sensitive: true })
    const other = open('posts', 'con_0', [120, 40])
    await other.screen.shows(/not for all[\s\S]*i shows it[\s\S]*▀/)
    expect(await looksAt(delicate.id)).to.deep.equal([])
    other.screen.type('i')
    await other.screen.shows('Show the pictures')
    other.screen.type('a hint\r')
    await other.screen.hides('i shows it')
    await eventually(async () => expect(await looksAt(delicate.id)).to.deep.equal(['a hint']).and.to.be.ok)
  })

  it('shows what happens on the server while it happens', async () => {
    const users = open('users')
    const log = open('log')
    const audit = open('audit')
    await users.screen.shows('ada_author')
    await log.screen.shows('method=GET route=/api/v1/admin')
    await audit.screen.shows('user.silence')
    await signUp(momentum, { username: 'brand_new' })
    momentum.app.log.error('this just in')
    await admin.post(`/admin/users/${crowd[1]!.id}/warn`, { reason: 'seen live' })

    await users.screen.shows('brand_new')
    await log.screen.shows('this just in')
    await audit.screen.shows('seen live')
  })

  /** Somebody who may publish. */
  function publisher(): TestPerson {
    return crowd[0]!
  }

  async function looksAt(id: string): Promise<string[]> {
    const { items } = (await admin.get(`/admin/audit?action=post.look&subject=${id}`)).body
    return items.map(({ reason }: { reason: string }) => reason)
  }

  function coloursOf(screen: ConsoleOnScreen['screen']): [number, number, number][] {
    return screen
      .cells()
      .flat()
      .flatMap(({ text, foreground }) => {
        if (text !== '▀') return []
        if (typeof foreground === 'string') {
          const rgb = Number.parseInt(foreground.slice(1), 16)
          return [[rgb >> 16, (rgb >> 8) & 255, rgb & 255] as [number, number, number]]
        }
        const at = Number(foreground) - 16
        return [[at / 36, (at / 6) % 6, at % 6].map((part) => Math.floor(part) * 51) as [number, number, number]]
      })
  }
})
