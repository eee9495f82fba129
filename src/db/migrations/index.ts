import type { Migration } from '../schema.ts'
import { accounts } from './0001-accounts.ts'
import { people } from './0002-people.ts'
import { log } from './0003-log.ts'
import { media } from './0010-media.ts'
import { posts } from './0011-posts.ts'
import { chat } from './0020-chat.ts'
import { videos } from './0030-videos.ts'
import { jobs } from './0031-jobs.ts'
import { moderation } from './0040-moderation.ts'
import { notifications } from './0041-notifications.ts'
import { pushPauses } from './0042-push-pauses.ts'
import { evidencePictures } from './0043-evidence-pictures.ts'
import { blockedMedia } from './0044-blocked-media.ts'
import { postMedia } from './0045-post-media.ts'

/** Every migration in the order it runs; named here so that builds and sources agree on what there is. */
export const migrations: readonly Migration[] = [
  accounts,
  people,
  log,
  media,
  posts,
  chat,
  videos,
  jobs,
  moderation,
  notifications,
  pushPauses,
  evidencePictures,
  blockedMedia,
  postMedia,
]
