import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect } from 'chai'
import { projectFolder } from '../../support/spawn.ts'

interface Shown {
  title: string
  options: { body: string; tag?: string; data: { href: string } }
}

interface FakeWindow {
  url: string
  focus(): Promise<void>
  postMessage(message: unknown): void
}

/** The service worker in a world of its own, with what browsers give it that it uses here. */
function openWorker(windows: FakeWindow[] = []) {
  const listeners = new Map<string, (event: unknown) => void>()
  const shown: Shown[] = []
  const badges: (number | 'none')[] = []
  const opened: string[] = []
  const self = {
    location: { origin: 'https://here.example' },
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
    registration: {
      showNotification: async (title: string, options: Shown['options']) => void shown.push({ title, options }),
    },
    navigator: {
      setAppBadge: async (count: number) => void badges.push(count),
      clearAppBadge: async () => void badges.push('none'),
    },
    clients: { matchAll: async () => windows, openWindow: async (href: string) => void opened.push(href) },
  }
  runInContext(readFileSync(join(projectFolder, 'static/sw.js'), 'utf8'), createContext({ self, URL, caches: {} }))
  async function dispatch(type: string, event: Record<string, unknown>): Promise<void> {
    let work: Promise<unknown> = Promise.resolve()
    listeners.get(type)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) })
    await work
  }
  return {
    shown,
    badges,
    opened,
    push: (payload: unknown) => dispatch('push', { data: { json: () => JSON.parse(JSON.stringify(payload)) } }),
    pushText: (text: string) => dispatch('push', { data: { json: () => JSON.parse(text) } }),
    press: (href: string) => dispatch('notificationclick', { notification: { close: () => {}, data: { href } } }),
    /** Whether it would answer a request itself. */
    answers: (request: Record<string, unknown>) => {
      let isAnswered = false
      const respondWith = (answer: Promise<unknown>): void => {
        isAnswered = true
        // What it answers with is tried in a browser; here the network is missing, and its failure is nobody's.
        answer.catch(() => {})
      }
      listeners.get('fetch')?.({ request: { method: 'GET', mode: 'cors', ...request }, respondWith })
      return isAnswered
    },
  }
}

describe('the service worker', () => {
  it('shows what is pushed, counts it on the icon, and leads to the page it is about', async () => {
    const cases: [data: Record<string, string>, href: string][] = [
      [{ conversationId: 'c1' }, '/messages/c1'],
      [{ postId: 'p1' }, '/posts/p1'],
      [{ postId: 'p1', commentId: 'k1' }, '/posts/p1?comment=k1'],
      [{ loginAlertId: 'l1' }, '/settings/alerts'],
      [{ username: 'ada.b' }, '/@ada.b'],
      [{ conversationId: '../../evil?x#y' }, '/messages/..%2F..%2Fevil%3Fx%23y'],
      [{}, '/notifications'],
    ]
    const worker = openWorker()
    for (const [data] of cases) {
      await worker.push({ title: 'Bela', body: 'Hello', data: { ...data, notificationId: 'n1', unread: '3' } })
    }

    expect(worker.shown.map(({ options }) => options.data.href)).to.deep.equal(cases.map(([, href]) => href))
    expect(worker.shown[0]).to.deep.include({ title: 'Bela' })
    expect(worker.shown[0]?.options).to.include({ body: 'Hello', tag: 'n1' })
    expect(worker.badges[0]).to.equal(3)
  })

  it('shows something even when a push cannot be read, as browsers ask', async () => {
    const worker = openWorker()
    await worker.pushText('{broken')
    await worker.push({ title: 'x', body: 'y', data: { unread: '0' } })

    expect(worker.shown[0]).to.deep.include({ title: 'Momentum' })
    expect(worker.shown[0]?.options.data.href).to.equal('/notifications')
    expect(worker.badges).to.deep.equal(['none'])
  })

  it('goes on in the window that is open, or opens one', async () => {
    const messages: unknown[] = []
    const open = { url: 'https://here.example/', focus: async () => {}, postMessage: (m: unknown) => messages.push(m) }
    const withWindow = openWorker([open])
    await withWindow.press('/posts/p1')
    const without = openWorker()
    await without.press('/posts/p1')

    expect(messages).to.deep.equal([{ type: 'go', href: '/posts/p1' }])
    expect([withWindow.opened, without.opened]).to.deep.equal([[], ['/posts/p1']])
  })

  it('leaves the API, media, what the server makes, other sites, and whatever changes something alone', () => {
    const { answers } = openWorker()
    const left = [
      { url: 'https://here.example/api/v1/me' },
      { url: 'https://here.example/media/abc/large.webp' },
      { url: 'https://here.example/terms', mode: 'navigate' },
      { url: 'https://here.example/account/delete', mode: 'navigate' },
      { url: 'https://here.example/reset-password', mode: 'navigate' },
      { url: 'https://here.example/api/docs', mode: 'navigate' },
      { url: 'https://i.ytimg.com/vi/x/hq.jpg' },
      { url: 'https://here.example/assets/x.js', method: 'POST' },
    ]

    const own = [
      { url: 'https://here.example/assets/x-12345678.js' },
      { url: 'https://here.example/@terms', mode: 'navigate' },
      { url: 'https://here.example/', mode: 'navigate' },
    ]

    expect(left.filter((request) => answers(request))).to.deep.equal([])
    expect(own.filter((request) => !answers(request))).to.deep.equal([])
  })
})
