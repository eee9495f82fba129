import { z } from 'zod'
import { notFound } from '../../../core/errors.ts'
import { listCategories, planCategory, setCategory, setCategoryInput } from '../../../core/videos/index.ts'
import { pageShape } from '../../../lib/fields.ts'
import { operatorCategoryShape, presentOperatorCategory } from '../../../presenters/video-service.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeFields, planQuery, planShape, presentPlan, reasonField } from './change.ts'

const setCategoryBody = setCategoryInput.extend({ reason: reasonField })
const changedCategoryShape = operatorCategoryShape.extend(changeFields).meta({ id: 'OperatorVideoCategoryChange' })

/** What the feed is made of, for operators. */
export const adminCategoryEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/categories',
    operation: 'listFeedCategories',
    tag: 'Operators: videos',
    summary: 'The categories of the feed and how each is filled',
    access: 'admin',
    answers: { 200: pageShape(operatorCategoryShape) },
    answer: async ({ context }) =>
      ok({ items: (await listCategories(context)).map(presentOperatorCategory), nextCursor: null }),
  }),
  endpoint({
    method: 'put',
    path: '/admin/categories',
    operation: 'setFeedCategory',
    tag: 'Operators: videos',
    summary: 'Change a category, or add one',
    description: 'What is left out stays as it is. Stored videos are filed anew before this answers.',
    access: 'admin',
    query: planQuery,
    body: setCategoryBody,
    bodyLimit: 512 * 1024,
    answers: { 200: z.union([changedCategoryShape, planShape]) },
    effect: async ({ context, query, body: { reason, ...input } }) =>
      query.plan ? { auditId: null, id: input.id } : setCategory(context, input, reason),
    answer: async ({ context, query, body: { reason: _, ...input } }, { auditId, id }) => {
      if (query.plan) return ok(presentPlan(await planCategory(context, input)))
      const category = (await listCategories(context)).find(({ slug }) => slug === id)
      if (category === undefined) throw notFound()
      return ok({ ...presentOperatorCategory(category), auditId, undoable: false })
    },
  }),
]
