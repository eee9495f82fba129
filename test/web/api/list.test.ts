import { expect } from 'chai'
import { createCursorList } from '../../../src/web/api/list.ts'
import { deferred, type FakeAnswer, fakeApi, refusal } from '../support/fake-api.ts'

interface Item {
  id: string
  text?: string
}

const page = (ids: string, nextCursor: string | null = null): FakeAnswer => ({
  body: { items: [...ids].map((id) => ({ id })), nextCursor },
})

function listOn(answer: (url: string, count: number) => FakeAnswer | Promise<FakeAnswer>, url = '/feed') {
  const { client, asked } = fakeApi((call, count) => answer(call.url, count))
  const list = createCursorList<Item>(client, url, (item) => item.id)
  const ids = () =>
    list
      .get()
      .items.map(({ id }) => id)
      .join('')
  return { list, asked, ids }
}

describe('a list that comes by pages', () => {
  it('goes on until the last page, behind a query of its own', async () => {
    const { list, asked, ids } = listOn(
      (url) => (url.includes('cursor') ? page('cd') : page('ab', 'x/y')),
      '/videos?kind=short',
    )

    await list.more()
    expect(list.get()).to.include({ isKnown: true, isComplete: false, isLoading: false })
    await list.more()
    await list.more()

    expect(ids()).to.equal('abcd')
    expect(list.get().isComplete).to.equal(true)
    expect(asked.map(({ url }) => url)).to.deep.equal(['/videos?kind=short', '/videos?kind=short&cursor=x%2Fy'])
  })

  it('asks for one page at a time, and shows no item twice', async () => {
    const { list, asked, ids } = listOn((url) => (url.includes('cursor') ? page('bc') : page('ab', 'next')))

    await Promise.all([list.more(), list.more()])
    expect(asked).to.have.length(1)
    await list.more()

    expect(ids()).to.equal('abc')
  })

  it('keeps what it has when a page fails, and tries that page again', async () => {
    const { list, ids } = listOn((_, count) =>
      count === 1 ? page('ab', 'next') : count === 2 ? refusal(403, 'forbidden') : page('c'),
    )
    await list.more()
    await list.more()
    expect(list.get().problem?.code).to.equal('forbidden')
    expect(ids()).to.equal('ab')

    await list.more()

    expect(list.get().problem).to.equal(undefined)
    expect(ids()).to.equal('abc')
  })

  it('starts afresh when the server does not take its cursor', async () => {
    const { list, ids } = listOn((url, count) =>
      url.includes('cursor') ? refusal(422, 'cursor_invalid') : page(count === 1 ? 'ab' : 'xyz', 'old'),
    )
    await list.more()

    await list.more()

    expect(ids()).to.equal('xyz')
  })

  it('does not append a page that was asked for before it started afresh', async () => {
    const late = deferred<FakeAnswer>()
    const { list, ids } = listOn((url, count) =>
      url.includes('cursor') ? late.promise : page(count === 1 ? 'ab' : 'z', 'next'),
    )
    await list.more()
    const more = list.more()

    await list.reload()
    late.resolve(page('cd'))
    await more

    expect(ids()).to.equal('z')
  })

  it('takes live items, changes and removals', async () => {
    const { list, ids } = listOn(() => page('abc'))
    await list.more()

    list.prepend({ id: 'n' })
    list.prepend({ id: 'b', text: 'again' })
    list.change('a', (item) => ({ ...item, text: 'changed' }))
    list.remove('c')

    expect(ids()).to.equal('bna')
    expect(list.get().items.map(({ text }) => text)).to.deep.equal(['again', undefined, 'changed'])
  })

  it('finds what is new without moving what is shown, and shows it when asked to', async () => {
    const { list, ids } = listOn((_, count) => (count === 1 ? page('cd', 'x') : page('abc', 'x')))
    await list.more()

    await list.look()
    expect(ids()).to.equal('cd')
    expect(list.get().newItems.map(({ id }) => id)).to.deep.equal(['a', 'b'])
    list.showNew()

    expect(ids()).to.equal('abcd')
    expect(list.get().newItems).to.deep.equal([])
  })

  it('starts afresh rather than leave a hole when more is new than a page holds', async () => {
    const { list, ids, asked } = listOn((_, count) => (count === 1 ? page('yz', 'x') : page('abc', 'x')))
    await list.more()
    await list.look()

    list.showNew()
    await list.reload()

    expect(ids()).to.equal('abc')
    expect(asked.length).to.be.at.least(3)
  })
})
