/** A written limit: so many calls in a window, counted per person where there is one and per network otherwise. */
export interface Limit {
  readonly points: number
  readonly windowSeconds: number
  /** What is counted together. `network` also for people who are signed in. */
  readonly by: 'person' | 'network'
}

const minutes = 60
const hours = 60 * minutes
const days = 24 * hours

/** Every rate limit of the API by name; the OpenAPI document shows this table. */
export const limits = {
  /** Every route, for those who are signed in. */
  general: { points: 1500, windowSeconds: 5 * minutes, by: 'person' },
  /** Every route, for those who are not. */
  anonymous: { points: 300, windowSeconds: 5 * minutes, by: 'network' },
  signUp: { points: 5, windowSeconds: hours, by: 'network' },
  signIn: { points: 30, windowSeconds: 15 * minutes, by: 'network' },
  passwordCheck: { points: 10, windowSeconds: 15 * minutes, by: 'person' },
  forgot: { points: 10, windowSeconds: hours, by: 'network' },
  mailRequest: { points: 10, windowSeconds: hours, by: 'person' },
  oneTimeToken: { points: 20, windowSeconds: 15 * minutes, by: 'network' },
  search: { points: 60, windowSeconds: minutes, by: 'person' },
  relations: { points: 200, windowSeconds: hours, by: 'person' },
  profileChange: { points: 60, windowSeconds: hours, by: 'person' },
  posts: { points: 60, windowSeconds: hours, by: 'person' },
  comments: { points: 300, windowSeconds: hours, by: 'person' },
  reactions: { points: 600, windowSeconds: hours, by: 'person' },
  bookmarks: { points: 600, windowSeconds: hours, by: 'person' },
  uploads: { points: 120, windowSeconds: hours, by: 'person' },
  messages: { points: 120, windowSeconds: minutes, by: 'person' },
  receipts: { points: 600, windowSeconds: minutes, by: 'person' },
  typing: { points: 120, windowSeconds: minutes, by: 'person' },
  conversations: { points: 60, windowSeconds: hours, by: 'person' },
  locationUpdates: { points: 120, windowSeconds: minutes, by: 'person' },
  reports: { points: 40, windowSeconds: hours, by: 'person' },
  takedowns: { points: 5, windowSeconds: hours, by: 'network' },
  exports: { points: 3, windowSeconds: days, by: 'person' },
  pushTests: { points: 20, windowSeconds: hours, by: 'person' },
  pushSubscriptions: { points: 30, windowSeconds: hours, by: 'person' },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits
