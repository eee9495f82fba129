export { defaultMediaLimits } from './limits.ts'
export { createMediaTools, type MediaTools, type MediaToolsOptions } from './media-tools.ts'
export type {
  AudioCodec,
  ImageInspection,
  MediaCapabilities,
  MediaInspection,
  MediaLimits,
  RenderedFile,
  RenderedImage,
  RenderedVideo,
  VideoCodec,
  VideoInspection,
} from './types.ts'
