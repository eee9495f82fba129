import { readQuota } from '../../../core/videos/index.ts'
import { presentQuota, quotaShape } from '../../../presenters/video-service.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'

/** The day's YouTube quota, for operators. */
export const adminQuotaEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/quota',
    operation: 'getQuota',
    tag: 'Operators: videos',
    summary: 'What of the day’s YouTube quota is used, by whom, and when it starts anew',
    access: 'admin',
    answers: { 200: quotaShape },
    answer: async ({ context }) => ok(presentQuota(await readQuota(context))),
  }),
]
