import { z } from 'zod'
import {
  addFilter,
  addFilterInput,
  type FilterRow,
  listFilters,
  listFiltersInput,
  readFilter,
  removeFilter,
} from '../../../core/filters/index.ts'
import { tryFilter, tryFilterInput } from '../../../core/moderation/index.ts'
import { isoTime } from '../../../lib/clock.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { idParams, pageShape, timeShape } from '../../../lib/fields.ts'
import { personRefShape } from '../../../presenters/admin-user.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeEndpoint, optionalReason } from './change-endpoint.ts'

const tag = 'Operators: filters'
const count = z.int().nonnegative()

const filterShape = z
  .object({
    id: z.string().max(36),
    kind: z.string().max(20),
    pattern: z.string().max(500),
    effect: z.string().max(20).describe('`hold`, `hide` or `flag`.'),
    matches: count,
    createdBy: z.string().max(64),
    createdAt: timeShape(),
  })
  .meta({ id: 'Filter' })

function presentFilter(row: FilterRow): z.output<typeof filterShape> {
  return {
    id: row.id,
    kind: row.kind,
    pattern: row.pattern,
    effect: row.effect,
    matches: row.matchesCount,
    createdBy: row.createdByName,
    createdAt: isoTime(row.createdAt),
  }
}

const trialShape = z
  .object({
    checked: count,
    matched: count,
    items: z
      .array(
        z.object({
          type: z.string().max(20),
          id: z.string().max(36),
          author: personRefShape,
          text: z.string().max(20_000),
          createdAt: timeShape(),
        }),
      )
      .max(100),
  })
  .meta({ id: 'FilterTrial' })

/** What is looked for in everything that people write. */
export const adminFilterEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/filters',
    operation: 'listFilters',
    tag,
    summary: 'Filters in use, newest first',
    access: 'admin',
    query: listFiltersInput,
    answers: { 200: pageShape(filterShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) =>
      ok(
        pageOf(await listFilters(context, query), query.limit, presentFilter, (row) =>
          context.cursors.encode('admin-filters', [row.id]),
        ),
      ),
  }),
  changeEndpoint({
    path: '/admin/filters',
    operation: 'addFilter',
    tag,
    summary: 'Look for something in everything written from now on',
    description:
      '`flag` opens a case, `hold` also hides the content until an operator decides, `hide` hides it with a strike. ' +
      'Patterns are RE2: they run in linear time.',
    access: 'admin',
    body: addFilterInput.extend({ reason: optionalReason }),
    shape: filterShape,
    undoable: true,
    change: (context, { body: { reason, ...filter } }) => addFilter(context, { ...filter, reason: reason ?? null }),
    present: async (context, { id }) => presentFilter(await readFilter(context.db.read, id)),
  }),
  // Before the path with an id, which would take its name for one.
  endpoint({
    method: 'post',
    path: '/admin/filters/test',
    operation: 'testFilter',
    tag,
    summary: 'What a filter would have caught, without effect',
    description: 'Posts, comments and profiles; private messages are left out.',
    access: 'admin',
    body: tryFilterInput,
    answers: { 200: trialShape },
    answer: async ({ context, body }) => {
      const { items, ...counts } = await tryFilter(context, body)
      const shown = items.map(({ type, id, authorId, authorName, text, createdAt }) => ({
        type,
        id,
        author: { id: authorId, username: authorName },
        text,
        createdAt: isoTime(createdAt),
      }))
      return ok({ ...counts, items: shown })
    },
  }),
  changeEndpoint({
    method: 'delete',
    path: '/admin/filters/{id}',
    operation: 'removeFilter',
    tag,
    summary: 'Take a filter out of use',
    access: 'admin',
    params: idParams(),
    body: z.strictObject({ reason: optionalReason }),
    failures: ['conflict'],
    shape: filterShape,
    undoable: true,
    change: (context, { params, body }) => removeFilter(context, { id: params.id, reason: body.reason ?? null }),
    present: async (context, { id }) => presentFilter(await readFilter(context.db.read, id)),
  }),
]
