import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { requireConversation } from '../../../src/core/chat/access.ts'
import { readConversations, readMessages, readReceiptSights } from '../../../src/core/chat/index.ts'
import { findPassage } from '../../../src/core/chat/passage.ts'
import { changePresence } from '../../../src/core/chat/presence.ts'
import type { Context } from '../../../src/core/context.ts'
import type { Reader, RowQuery, SqlValue } from '../../../src/db/sql.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { type Pair, startPair } from '../../support/chat.ts'
import { testDialect } from '../../support/database.ts'

// SQLite keeps no statistics here, and guesses that few people are active: whatever lets it begin with them makes a
// question cost as much as there are people.
if (testDialect === 'sqlite') {
  describe('questions about one conversation', () => {
    let momentum: TestApp
    let pair: Pair
    let plans: string[]
    let explaining: Reader

    before(async () => {
      momentum = await startTestApp()
      pair = await startPair(momentum)
    })
    beforeEach(() => {
      const { read } = momentum.app.db
      plans = []
      const explain = async (sql: string, params: readonly SqlValue[] = []) => {
        const steps = await read.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
        plans.push(...steps.map(({ detail }) => detail))
      }
      explaining = {
        dialect: read.dialect,
        all: async (sql, params) => explain(sql, params).then(() => read.all(sql, params)),
        get: async (sql, params) => explain(sql, params).then(() => read.get(sql, params)),
        rows: async <Row>(query: RowQuery<Row>, params?: readonly SqlValue[]) =>
          explain(query.sqlite, params).then(() => read.rows(query, params)),
        row: async <Row>(query: RowQuery<Row>, params?: readonly SqlValue[]) =>
          explain(query.sqlite, params).then(() => read.row(query, params)),
      }
    })
    after(() => momentum.close())

    const context = (): Context => {
      const own = momentum.app.as(systemActor('test'), 'job')
      return { ...own, db: { ...momentum.app.db, read: explaining } }
    }

    const questions: [what: string, ask: () => unknown][] = [
      ['access', () => requireConversation(explaining, pair.ada.id, pair.conversationId)],
      ['messages', () => readMessages(explaining, [[pair.ada.id, pair.conversationId]])],
      ['receipts', () => readReceiptSights(explaining, [[pair.ada.id, pair.conversationId]])],
      ['conversations', () => readConversations(explaining, [[pair.ada.id, pair.conversationId]], Date.now())],
      ['what passes', () => findPassage(context(), pair.ada.id, pair.conversationId)],
      ['presence', () => changePresence(context(), 'test', { came: [pair.ada.id], left: [] })],
    ]
    for (const [what, ask] of questions) {
      it(`(${what}) do not begin with everybody who is active`, async () => {
        await ask()

        expect(plans).to.not.deep.equal([])
        expect(plans.filter((step) => step.includes('users_status'))).to.deep.equal([])
      })
    }
  })
}
