import type { AdminCase } from '../../api-types.ts'
import { type Column, deadline, id, number, state, text, time } from '../../output/columns.ts'

/** Cases as lists show them. */
export const caseColumns: Column<AdminCase>[] = [
  id('Case', (found) => found.id),
  text('About', (found) => `${found.subject.type} ${found.subject.name ?? ''}`.trim(), { max: 30, least: 14 }),
  text('Reason', (found) => found.reason, { least: 12 }),
  state('State', (found) => found.state, { drop: 1 }),
  number('Reports', (found) => found.reports, { drop: 2 }),
  deadline('Due', (found) => found.dueAt),
  text('Claimed by', (found) => found.claimedBy?.name, { drop: 3 }),
  time('Since', (found) => found.createdAt, { drop: 4 }),
]
