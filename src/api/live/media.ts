import { listOwnMedia } from '../../core/media/index.ts'
import { presentMedia } from '../../presenters/media.ts'
import type { Renderer } from './renderers.ts'

/** `media.ready` and `media.failed`: the item as its owner sees it now. */
export const renderMedia: Renderer = async (app, rows) => {
  const items = await listOwnMedia(app, [...new Set(rows.map((row) => row.subjectId))])
  const byId = new Map(items.map((found) => [found.item[0], found]))
  return rows.map((row) => {
    const found = byId.get(row.subjectId)
    return found === undefined || found.ownerId !== row.userId ? undefined : presentMedia(found.item)
  })
}
