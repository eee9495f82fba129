import { type Flag, rowQuery } from '../../db/sql.ts'
import type { Context } from '../context.ts'
import type { MediaScope } from './facts.ts'
import { isPublicPath } from './public-path.ts'

/** One file of an item, and what decides who may fetch it. */
export interface ServedFile {
  mediaId: string
  ownerId: string
  ownerStatus: string
  isOwnerPrivate: Flag
  scope: MediaScope
  scopeId: string | null
  attachedType: string | null
  attachedId: string | null
  name: string
  key: string
  mimeType: string
  bytes: number
}

const byAddress = rowQuery<ServedFile>(
  {
    mediaId: 'm.id',
    ownerId: 'm.owner_id',
    ownerStatus: 'u.status',
    isOwnerPrivate: 'u.is_private',
    scope: 'm.scope',
    scopeId: 'm.scope_id',
    attachedType: 'm.attached_type',
    attachedId: 'm.attached_id',
    name: 'f.name',
    key: 'f.file_key',
    mimeType: 'f.mime_type',
    bytes: 'f.bytes',
  },
  `FROM media m JOIN media_files f ON f.media_id = m.id AND f.name = $2 JOIN users u ON u.id = m.owner_id
   WHERE m.public_path = $1`,
)

/** The file at an address, or undefined; whether somebody may have it is another question (`MediaViewers`). */
export async function findServedFile(
  context: Context,
  publicPath: string,
  name: string,
): Promise<ServedFile | undefined> {
  if (!isPublicPath(publicPath) || !/^[a-z]{1,10}\.[a-z0-9]{2,4}$/.test(name)) return undefined
  return context.db.read.row(byAddress, [publicPath, name])
}
