import type { MediaStore } from '../../clients/store/index.ts'
import type { Database } from '../../db/database.ts'
import type { Logger } from '../../lib/logger.ts'

/** What of an installation a backup is made of; less than a context, so that a command need not open everything. */
export interface BackupParts {
  readonly db: Database
  readonly mediaStore: MediaStore
  readonly log: Logger
  readonly version: string
  now(): number
}

/**
 * Tables whose rows stay out of a backup: what YouTube gave, which must not be kept for longer than its terms allow and is
 * fetched again, and what must not outlive its moment.
 */
export const leftOutTables: readonly string[] = [
  'videos',
  'video_feed',
  'video_rejects',
  'video_sources',
  'youtube_categories',
  'youtube_states',
  'live_positions',
  'presences',
]
