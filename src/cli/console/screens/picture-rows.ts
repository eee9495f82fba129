import type { PictureRef } from '../console-shapes.ts'
import { type Row, span } from '../draw/paint.ts'
import type { DrawnRow } from '../draw/surface.tsx'
import { playTime } from '../draw/words.ts'
import type { PictureShelf } from '../pictures/picture-shelf.ts'

export interface PictureView {
  shelf: PictureShelf
  /** Ids or addresses the operator asked to see, with the reason it is audited under. */
  revealed(url: string): string | null
}

/** A picture with a line about it; a mosaic when it is sensitive or reported and nobody asked to see it yet. */
export function pictureRows(
  picture: PictureRef,
  size: { columns: number; rows: number },
  view: PictureView,
  reported: boolean,
  place = { at: 0, of: 1 },
): DrawnRow[] {
  const reason = view.revealed(picture.url)
  const hidden = (picture.sensitive || reported) && reason === null && picture.isDrawable
  const length = picture.durationMs === null ? '' : ` · ${playTime(picture.durationMs)}`
  const which = place.of > 1 ? `${place.at + 1}/${place.of} ` : ''
  // Beside the evidence there is little room, and how to see it says more than how large it is.
  const measures = size.columns < 34 ? '' : ` ${picture.width}×${picture.height}`
  const about: Row = [
    span(`${which}${picture.kind}${measures}${length}`, 'muted'),
    ...(place.of > 1 ? [' ', span('}', 'key')] : []),
    ...(hidden ? [' ', span('i', 'key'), ' shows it'] : []),
    picture.alt === '' ? '' : ` ${picture.alt}`,
  ]
  if (!picture.isDrawable) return [{ row: about }, { row: [span('no picture of it', 'muted')] }]
  const rows = size.rows - 1
  if (rows < 3 || size.columns < 8) return [{ row: about }]
  const shown = view.shelf.show({ picture, columns: Math.min(size.columns, 120), rows, hidden, reason })
  if (shown.state === 'loading') return [{ row: about }, { row: [span('loading…', 'muted')] }]
  if (shown.state === 'failed') return [{ row: about }, { row: [span(`no picture: ${shown.problem}`, 'warning')] }]
  return [{ row: about }, ...shown.rows.map((row): DrawnRow => ({ row }))]
}
