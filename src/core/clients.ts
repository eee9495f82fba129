import type { Doorbell } from '../clients/doorbell/index.ts'
import type { PasswordHasher } from '../clients/hasher/index.ts'
import type { Limiter } from '../clients/limiter/index.ts'
import type { Mailer } from '../clients/mail/index.ts'
import type { MediaTools } from '../clients/media-tools/index.ts'
import type { PushSender } from '../clients/push/index.ts'
import type { MediaStore } from '../clients/store/index.ts'
import type { Youtube } from '../clients/youtube/index.ts'

/** The outside world as use cases see it: plain functions behind interfaces, real or faked. */
export interface Clients {
  readonly doorbell: Doorbell
  readonly hasher: PasswordHasher
  readonly limiter: Limiter
  readonly mailer: Mailer
  readonly mediaTools: MediaTools
  readonly mediaStore: MediaStore
  readonly push: PushSender
  /** Null without a key. */
  readonly youtube: Youtube | null
}
