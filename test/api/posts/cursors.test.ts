import { expect } from 'chai'
import fc from 'fast-check'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { comment, follow, publish } from '../../support/posts.ts'

// Whatever is added or removed between two pages: what was there all the time is shown once, in order, and nothing twice.

describe('Cursors of lists of posts and comments', function () {
  this.timeout(180_000)
  let momentum: TestApp
  let author: TestPerson
  let reader: TestPerson

  before(async () => {
    momentum = await startTestApp()
    author = await signUp(momentum)
    reader = await signUp(momentum)
    await follow(reader, author)
  })
  after(() => momentum.close())

  /** What happens between two pages: so many new ones, and some of those that are there removed. */
  const happening = fc.record({ added: fc.nat({ max: 2 }), removed: fc.array(fc.nat({ max: 30 }), { maxLength: 2 }) })
  const reading = fc.record({
    start: fc.integer({ min: 3, max: 9 }),
    limit: fc.integer({ min: 1, max: 4 }),
    between: fc.array(happening, { minLength: 12, maxLength: 12 }),
  })

  interface Kept {
    path: string
    /** Adds an item at the end that is shown first, or last for lists that grow at their end. */
    add(): Promise<string>
    remove(id: string): Promise<void>
    newestFirst: boolean
    clear(): Promise<void>
  }

  async function holds(list: Kept, { start, limit, between }: { start: number; limit: number; between: Happening[] }) {
    await list.clear()
    const there: string[] = []
    for (let index = 0; index < start; index += 1) there.push(await list.add())
    const stayed = new Set(there)
    const shown: string[] = []
    let cursor: string | null = ''
    for (let page = 0; cursor !== null; page += 1) {
      const separator = list.path.includes('?') ? '&' : '?'
      const answer: Awaited<ReturnType<typeof reader.get>> = await reader.get(
        `${list.path}${separator}limit=${limit}${cursor && `&cursor=${cursor}`}`,
      )
      expect(answer.status, answer.text).to.equal(200)
      shown.push(...answer.body.items.map((item: Item) => item.id ?? item.user?.id))
      cursor = answer.body.nextCursor
      const { added, removed } = between[page] ?? { added: 0, removed: [] }
      for (const place of removed) {
        const [gone] = there.splice(place % Math.max(1, there.length), 1)
        if (gone === undefined) continue
        stayed.delete(gone)
        await list.remove(gone)
      }
      if (list.newestFirst || cursor !== null)
        for (let index = 0; index < added; index += 1) there.push(await list.add())
    }

    expect(new Set(shown).size, 'shown twice').to.equal(shown.length)
    expect(
      [...stayed].filter((id) => !shown.includes(id)),
      'skipped',
    ).to.deep.equal([])
    const inOrder = [...shown].sort()
    expect(shown).to.deep.equal(list.newestFirst ? inOrder.reverse() : inOrder)
  }

  const posts = (path: string): Kept => ({
    path,
    newestFirst: true,
    add: async () => (await publish(momentum, author, { caption: '#cursor' })).id,
    remove: async (id) => {
      await author.delete(`/posts/${id}`)
    },
    clear: async () => {
      const { items } = (await author.get(`/users/${author.username}/posts?limit=100`)).body
      for (const { id } of items) await author.delete(`/posts/${id}`)
    },
  })

  const lists: Record<string, () => Promise<Kept> | Kept> = {
    'the home feed': () => posts('/feed'),
    'a profile': () => posts(`/users/${author.username}/posts`),
    'a tag': () => posts('/tags/cursor/posts'),
    'comments on a post': async () => {
      const { id } = await publish(momentum, author)
      return {
        path: `/posts/${id}/comments`,
        newestFirst: true,
        add: async () => (await comment(author, id)).id,
        remove: async (commentId) => {
          await author.delete(`/comments/${commentId}`)
        },
        clear: async () => {
          const { items } = (await author.get(`/posts/${id}/comments?limit=100`)).body
          for (const item of items) await author.delete(`/comments/${item.id}`)
        },
      }
    },
    'replies to a comment': async () => {
      const { id } = await publish(momentum, author)
      const root = await comment(author, id)
      return {
        path: `/posts/${id}/comments?replyTo=${root.id}`,
        newestFirst: false,
        add: async () => (await comment(author, id, 'below', root.id)).id,
        remove: async (commentId) => {
          await author.delete(`/comments/${commentId}`)
        },
        clear: async () => {
          const { items } = (await author.get(`/posts/${id}/comments?replyTo=${root.id}&limit=100`)).body
          for (const item of items) await author.delete(`/comments/${item.id}`)
        },
      }
    },
  }

  for (const [name, open] of Object.entries(lists)) {
    it(`neither skip nor repeat in ${name}`, async () => {
      const list = await open()

      await fc.assert(
        fc.asyncProperty(reading, (input) => holds(list, input)),
        { numRuns: Number(process.env.MOMENTUM_CURSOR_RUNS ?? 4), seed: 20261123 },
      )
    })
  }
})

interface Happening {
  added: number
  removed: number[]
}

interface Item {
  id?: string
  user?: { id: string }
}
