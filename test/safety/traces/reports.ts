import { done, type TraceMaker } from './cast.ts'

/** The two have reported each other. */
export const leaveReportTraces: TraceMaker = async ({ ada, bela }) => {
  for (const [one, other] of [
    [ada, bela],
    [bela, ada],
  ] as const) {
    await done(one.post('/reports', { subject: { type: 'user', id: other.id }, reason: 'spam', comment: 'too much' }))
  }
}
