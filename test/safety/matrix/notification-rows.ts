import type { MatrixRow } from './rows.ts'

/** Devices that take pushes: their owner's alone. */
export const notificationRows: readonly MatrixRow[] = [
  {
    route: 'DELETE /push/subscriptions/{id}',
    make: async ({ people }) => {
      const token = `matrix-${Math.random().toString(36).slice(2)}-registration-token`
      const made = await people.owner.post('/push/subscriptions', { kind: 'fcm', token })
      return { id: made.body.id }
    },
    nothing: { id: '01a00000-0000-7000-8000-000000000000' },
    existsFor: ['owner'],
  },
]
