import { expect } from 'chai'
import type { UnsentMessage } from '../../../../src/web/live/unsent-store.ts'
import { logRows } from '../../../../src/web/pages/chat/log-rows.ts'
import type { Message } from '../../../../src/web/pages/chat/timeline.ts'
import { rowAt, rowsInView, stack } from '../../../../src/web/pages/chat/window-geometry.ts'

const message = (id: string, senderId: string, createdAt: string) =>
  ({ id, clientId: id, senderId, createdAt, text: id, deleted: false, media: [], reactions: [] }) as unknown as Message

const facts = {
  ownId: 'ada',
  readUpTo: undefined as string | undefined,
  dayOf: (moment: string) => moment.slice(0, 10),
}

const talk = [
  message('a', 'bela', '2026-11-27T20:00:00.000Z'),
  message('b', 'bela', '2026-11-27T20:01:00.000Z'),
  message('c', 'ada', '2026-11-27T20:02:00.000Z'),
  message('d', 'bela', '2026-11-28T08:00:00.000Z'),
  message('e', 'bela', '2026-11-28T09:00:00.000Z'),
]

describe('the rows of a log', () => {
  it('begin days, and put together what one person wrote in a row', () => {
    const rows = logRows(talk, [], facts)

    expect(rows.map(({ day }) => day)).to.deep.equal(['2026-11-27', undefined, undefined, '2026-11-28', undefined])
    expect(rows.map(({ startsGroup, endsGroup }) => `${+startsGroup}${+endsGroup}`)).to.deep.equal([
      '10',
      '01',
      '11',
      '11',
      '11',
    ])
  })

  it('mark the first unread message of the other person alone', () => {
    const marked = (readUpTo: string | undefined) =>
      logRows(talk, [], { ...facts, readUpTo })
        .filter(({ isFirstUnread }) => isFirstUnread)
        .map(({ message: { id } }) => id)
        .join()

    expect(marked('b')).to.equal('d')
    expect(marked('')).to.equal('a')
    expect(marked('e')).to.equal('')
    expect(marked(undefined)).to.equal('')
  })

  it('are the same objects while their neighbours are the same', () => {
    const before = logRows(talk.slice(0, 4), [], facts)

    const after = logRows(talk, [], facts)

    expect(after.slice(0, 3).every((row, index) => row === before[index])).to.equal(true)
    expect(after[3]).not.to.equal(before[3])
  })

  it('end with what is not through, until it is', () => {
    const unsent = {
      clientId: 'f',
      userId: 'ada',
      text: 'f',
      files: [],
      order: 1,
      queuedAt: '2026-11-28T09:01:00.000Z',
    }
    const waiting = [unsent as unknown as UnsentMessage]

    const rows = logRows(talk, waiting, facts)
    const through = logRows([...talk, message('f', 'ada', '2026-11-28T09:01:01.000Z')], waiting, facts)

    expect(rows.at(-1)).to.include({ isMine: true, key: 'ada f' })
    expect(rows.at(-1)?.unsent).to.equal(unsent)
    expect(through).to.have.length(6)
    expect(through.at(-1)?.key).to.equal('ada f')
    expect(through.at(-1)?.unsent).to.equal(undefined)
  })
})

describe('rows of different heights', () => {
  const heights = [10, 20, 30, 40]
  const geometry = stack(heights.length, (index) => heights[index]!)

  it('stand below each other', () => {
    expect([...geometry.offsets]).to.deep.equal([0, 10, 30, 60, 100])
    expect(geometry.total).to.equal(100)
  })

  it('are found by where they stand', () => {
    expect([0, 9, 10, 59, 60, 99, 1000].map((y) => rowAt(geometry, y))).to.deep.equal([0, 0, 1, 2, 3, 3, 3])
  })

  it('are drawn as far as they can be seen, and some way beyond', () => {
    expect(rowsInView(geometry, 32, 10, 0)).to.deep.equal({ start: 2, end: 3 })
    expect(rowsInView(geometry, 32, 10, 25)).to.deep.equal({ start: 0, end: 4 })
    expect(
      rowsInView(
        stack(0, () => 0),
        0,
        500,
        100,
      ),
    ).to.deep.equal({ start: 0, end: 0 })
  })
})
