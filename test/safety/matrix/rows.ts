import { accountRows } from './account-rows.ts'
import { chatRows } from './chat-rows.ts'
import { mediaRows } from './media-rows.ts'
import { notificationRows } from './notification-rows.ts'
import { peopleRows } from './people-rows.ts'
import { postRows } from './post-rows.ts'
import { safetyRows } from './safety-rows.ts'
import { videoRows } from './video-rows.ts'
import type { ActorName, World } from './world.ts'

/** One route that takes an id or a name, and for whom the thing behind it exists. */
export interface MatrixRow {
  /** `GET /users/{username}`, as in the OpenAPI document below /api/v1. */
  readonly route: string
  /** Makes a thing of the owner's; answers the values of the path. */
  make(world: World): Promise<Record<string, string>>
  /** A well-formed value for each parameter that names nothing. */
  readonly nothing: Record<string, string>
  /** Those for whom it exists. For everybody else the answer is that of `nothing`. */
  readonly existsFor: readonly ActorName[]
  /** Open to suspended people as well: what does not exist for them is absent, and not refused. */
  readonly isRestricted?: boolean
  /** The body sent, where the route takes one. */
  readonly body?: Record<string, unknown>
  /** What those for whom it exists are answered, where it is not 2xx. */
  readonly answers?: Partial<Record<ActorName, number>>
}

/** An id of the right form that names nothing. */
export const noId = '01a00000-0000-7000-8000-000000000000'

/** Every row; a route that takes an id and has none here fails the matrix. */
export const rows: readonly MatrixRow[] = [
  ...accountRows,
  ...mediaRows,
  ...postRows,
  ...chatRows,
  ...notificationRows,
  // After those that need the follow that these rows end.
  ...peopleRows,
  ...safetyRows,
  ...videoRows,
]
