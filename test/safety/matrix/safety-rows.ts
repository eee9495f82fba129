import { goodPassword } from '../../support/people.ts'
import type { MatrixRow } from './rows.ts'

/** What people are given about themselves: their own alone, also while they are suspended. */
export const safetyRows: readonly MatrixRow[] = [
  {
    route: 'GET /me/export/{id}',
    make: async ({ people }) => {
      const asked = await people.owner.post('/me/export', { password: goodPassword })
      return { id: asked.body.id }
    },
    nothing: { id: '01a00000-0000-7000-8000-000000000000' },
    existsFor: ['owner'],
    isRestricted: true,
  },
]
