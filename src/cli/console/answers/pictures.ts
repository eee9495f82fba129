import type * as Api from '../../api-types.ts'
import type * as Shown from '../console-shapes.ts'

/** A picture or video; of what is delicate only the blur is shown until it is asked for. */
export function readPicture(media: Api.OperatorMedia, isDelicate: boolean): Shown.PictureRef {
  const { kind, width, height, durationMs, placeholder, previewUrl } = media
  return {
    url: previewUrl ?? media.url,
    kind,
    alt: media.alt ?? '',
    width,
    height,
    durationMs,
    sensitive: isDelicate,
    // A video without a poster cannot be drawn here; the command line saves it.
    isDrawable: previewUrl !== null,
    ...(isDelicate ? { placeholder } : {}),
  }
}
