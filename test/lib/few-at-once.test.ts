import { expect } from 'chai'
import { FewAtOnce } from '../../src/lib/few-at-once.ts'

describe('FewAtOnce', () => {
  it('runs so many at one time, begins the others in the order they came, and goes on after one that fails', async () => {
    const few = new FewAtOnce(2)
    const begun: number[] = []
    const ends: (() => void)[] = []
    let atOnce = 0
    let most = 0

    const all = Array.from({ length: 6 }, (_, number) =>
      few
        .run(async () => {
          begun.push(number)
          atOnce += 1
          most = Math.max(most, atOnce)
          await new Promise<void>((resolve) => ends.push(resolve))
          atOnce -= 1
          if (number === 1) throw new Error('this one fails')
          return number
        })
        .catch((error: Error) => error.message),
    )
    for (let turn = 0; turn < 6; turn += 1) {
      while (ends.length === 0) await new Promise((resolve) => setImmediate(resolve))
      ends.shift()!()
    }

    expect(await Promise.all(all)).to.deep.equal([0, 'this one fails', 2, 3, 4, 5])
    expect(begun).to.deep.equal([0, 1, 2, 3, 4, 5])
    expect(most).to.equal(2)
  })
})
