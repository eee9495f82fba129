import type { App } from '../../app.ts'
import type { LogRow } from '../../core/log/index.ts'
import { readRelation } from '../../core/people/index.ts'
import { presentNamedRelation } from '../../presenters/person.ts'

/** `relationship.updated`: how the person whose log it is now stands to the other. */
export async function renderRelationships(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const now = app.clock.now()
  // However often two people changed their minds, they stand to each other in one way now.
  const asked = new Map<string, ReturnType<typeof readRelation>>()
  return Promise.all(
    rows.map(({ userId, subjectId }) => {
      const key = `${userId} ${subjectId}`
      const answer = asked.get(key) ?? readRelation(app.db.read, userId, subjectId, now)
      asked.set(key, answer)
      return answer.then((row) => row && presentNamedRelation(row))
    }),
  )
}
