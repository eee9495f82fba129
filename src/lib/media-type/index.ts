export { BrokenHeader, type ByteSource, bufferSource } from './byte-source.ts'
export { type MediaFormat, type MediaFormatInfo, mediaFormats, mediaMimeTypes } from './formats.ts'
export { type ImageHeader, readImageHeader } from './image-header.ts'
export { type SniffedMedia, sniffLength, sniffMedia } from './sniff.ts'
