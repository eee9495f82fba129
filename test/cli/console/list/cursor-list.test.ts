import { expect } from 'chai'
import { createCursorList } from '../../../../src/cli/console/list/cursor-list.ts'
import { eventually } from '../../../support/eventually.ts'

interface Item {
  id: number
}

async function listOf(total: number, options: { canReverse?: boolean; pageSize?: number; maxPages?: number } = {}) {
  const requests: string[] = []
  const list = createCursorList<Item>({
    idOf: (item) => String(item.id),
    ...options,
    load: async ({ cursor, limit, reversed }) => {
      requests.push(`${cursor ?? 'start'}${reversed ? ' reversed' : ''}`)
      const start = Number(cursor ?? 0)
      const end = Math.min(total, start + limit)
      const items = Array.from({ length: end - start }, (_, at) => ({
        id: reversed ? total - 1 - start - at : start + at,
      }))
      return { items, nextCursor: end < total ? String(end) : null }
    },
  })
  await list.reload()
  list.setHeight(10)
  const ids = () => list.window().map(({ row }) => row?.id)
  const showsIds = (...wanted: number[]) => eventually(() => expect(ids()).to.deep.equal(wanted) && true)
  const settled = () => eventually(() => !list.state.get().loading)
  return { list, requests, ids, showsIds, settled }
}

const range = (from: number, length = 10) => Array.from({ length }, (_, at) => from + at)

describe('createCursorList', () => {
  it('shows the first rows of a million after one request', async () => {
    const { requests, showsIds } = await listOf(1_000_000, { canReverse: true })

    await showsIds(...range(0))
    expect(requests).to.deep.equal(['start'])
  })

  it('reaches the end of a million by the opposite order, and reads upwards from there', async () => {
    const { list, requests, showsIds } = await listOf(1_000_000, { canReverse: true })
    list.last()
    await showsIds(...range(999_990))
    list.move(-12)

    await showsIds(...range(999_987))
    expect(list.selectedRow()).to.deep.equal({ id: 999_987 })
    expect(requests).to.deep.equal(['start', 'start reversed'])
  })

  it('comes back from the end to the first row', async () => {
    const { list, showsIds } = await listOf(1_000_000, { canReverse: true })
    list.last()
    await showsIds(...range(999_990))
    list.first()

    await showsIds(...range(0))
  })

  it('loads on as rows come near, and keeps a bounded number of them', async () => {
    const { list, settled } = await listOf(100_000, { maxPages: 5 })
    for (let step = 0; step < 400; step += 1) {
      list.move(10)
      await settled()
    }

    expect(list.state.get().selected).to.equal(4000)
    expect(list.kept().length).to.be.at.most(500)
  })

  it('fetches rows again that it had let go', async () => {
    const { list, settled, showsIds } = await listOf(100_000, { maxPages: 3 })
    for (let step = 0; step < 100; step += 1) {
      list.move(10)
      await settled()
    }
    list.first()

    await showsIds(...range(0))
  })

  it('searches through pages until there is enough to show', async () => {
    const { list, requests, showsIds } = await listOf(1000)
    list.narrow((item) => item.id % 50 === 0)

    await showsIds(...range(0).map((at) => at * 50))
    expect(requests.length).to.be.at.least(5)
  })

  it('stops a search that finds nothing, and goes on when it is asked to', async () => {
    const { list, requests } = await listOf(1_000_000)
    list.narrow(() => false)
    await eventually(() => list.state.get().paused)
    const after = requests.length
    list.more()
    await eventually(() => list.state.get().paused && requests.length > after)

    expect(after).to.equal(21)
  })

  it('keeps the selected row where it was when new ones arrive above it', async () => {
    let newest = 0
    const list = createCursorList<Item>({
      idOf: (item) => String(item.id),
      load: async ({ limit }) => ({
        items: Array.from({ length: limit }, (_, at) => ({ id: newest - at })),
        nextCursor: 'more',
      }),
    })
    list.setHeight(10)
    await list.reload()
    list.move(3)
    newest = 2
    await list.refresh()

    expect(list.selectedRow()).to.deep.equal({ id: -3 })
    expect(list.state.get().selected).to.equal(5)
  })

  it('says what went wrong, and loads when it is asked again', async () => {
    let broken = true
    const list = createCursorList<Item>({
      idOf: (item) => String(item.id),
      load: async () => {
        if (broken) throw new Error('no such order')
        return { items: [{ id: 1 }], nextCursor: null }
      },
    })
    await list.reload()
    expect(list.state.get().problem).to.equal('no such order')
    broken = false
    await list.reload()

    expect(list.state.get().problem).to.equal(null)
    expect(list.known()).to.equal(1)
  })

  it('does not show rows of an order that was left', async () => {
    const waiting: (() => void)[] = []
    let turn = 0
    const list = createCursorList<Item>({
      idOf: (item) => String(item.id),
      load: async () => {
        turn += 1
        const mine = turn
        if (mine === 1) await new Promise<void>((resolve) => waiting.push(resolve))
        return { items: [{ id: mine }], nextCursor: null }
      },
    })
    const first = list.reload()
    await list.reload()
    for (const go of waiting) go()
    await first

    expect(list.kept()).to.deep.equal([{ id: 2 }])
  })
})
