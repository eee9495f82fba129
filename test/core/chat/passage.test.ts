import { expect } from 'chai'
import { createDoorbell } from '../../../src/clients/doorbell/index.ts'
import { findPassage, forgetPassage } from '../../../src/core/chat/passage.ts'
import type { Context } from '../../../src/core/context.ts'
import type { Reader } from '../../../src/db/sql.ts'
import type { Unit } from '../../../src/db/unit.ts'
import { silentLogger } from '../../../src/lib/logger.ts'
import { eventually } from '../../support/eventually.ts'

type Side = [userId: string, conversationId: string]

/** A context whose database answers when it is told to; it knows the conversation of `ada` and `bela` alone. */
function startAsking() {
  const questions: { sides: Side[]; answer(isOpen: boolean): void }[] = []
  const rows = (_query: unknown, [sides]: [string]) =>
    new Promise((resolve) => {
      const asked = JSON.parse(sides) as Side[]
      questions.push({
        sides: asked,
        answer: (isOpen) =>
          resolve(
            asked
              .filter(([, conversationId]) => conversationId === 'talk')
              .map(([userId, conversationId]) => {
                return { userId, conversationId, otherId: userId === 'ada' ? 'bela' : 'ada', isOpen }
              }),
          ),
      })
    })
  const db = { read: { dialect: 'sqlite', rows } as unknown as Reader }
  const context = { db, clients: { doorbell: createDoorbell({ log: silentLogger() }) } } as unknown as Context
  const forget = (people: string[]) => {
    let ring = (): void => {}
    forgetPassage({ afterCommit: (call: () => void) => (ring = call) } as unknown as Unit, context, people)
    ring()
    return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  }
  const asked = (count: number) => eventually(() => questions.length === count, { what: `question ${count}` })
  return { context, questions, asked, forget }
}

describe('findPassage', () => {
  it('asks once for all who ask at the same moment, and refuses what does not exist', async () => {
    const { context, questions, asked } = startAsking()

    const found = Promise.all([findPassage(context, 'ada', 'talk'), findPassage(context, 'bela', 'talk')])
    const missing = Promise.resolve(findPassage(context, 'ada', 'nowhere')).catch((error) => error.code)
    await asked(1)
    questions[0]!.answer(true)

    expect((await found).map(({ otherId, isOpen }) => [otherId, isOpen])).to.deep.equal([
      ['bela', true],
      ['ada', true],
    ])
    expect(await missing).to.equal('not_found')
    expect(questions[0]!.sides).to.have.length(3)
  })

  it('looks again at what is used before it is old, in one question, and at nothing else', async () => {
    const { context, questions, asked } = startAsking()
    const found = Promise.all([findPassage(context, 'ada', 'talk'), findPassage(context, 'bela', 'talk')])
    await asked(1)
    questions[0]!.answer(true)
    const [passage] = await found

    for (let times = 0; times < 3; times += 1) expect(findPassage(context, 'ada', 'talk')).to.equal(passage)
    await asked(2)
    questions[1]!.answer(false)
    await eventually(() => !passage!.isOpen)

    expect(questions[1]!.sides).to.deep.equal([['ada', 'talk']])
    expect(findPassage(context, 'ada', 'talk')).to.equal(passage)
  })

  it('does not remember what was asked before it was forgotten', async () => {
    const { context, questions, asked, forget } = startAsking()

    const before = findPassage(context, 'ada', 'talk')
    await asked(1)
    await forget(['bela'])
    questions[0]!.answer(true)
    expect((await before).isOpen).to.equal(true)
    const after = findPassage(context, 'ada', 'talk')
    expect(after).to.be.instanceOf(Promise)
    await asked(2)
    questions[1]!.answer(false)
    expect((await after).isOpen).to.equal(false)

    expect(findPassage(context, 'ada', 'talk')).to.equal(await after)
  })

  it('forgets what goes to a person as well as what comes from them', async () => {
    const { context, questions, asked, forget } = startAsking()
    const found = findPassage(context, 'ada', 'talk')
    await asked(1)
    questions[0]!.answer(true)
    await found

    await forget(['bela'])
    const again = findPassage(context, 'ada', 'talk')
    await asked(2)
    questions[1]!.answer(false)

    expect((await again).isOpen).to.equal(false)
  })
})
