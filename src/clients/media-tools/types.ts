import type { MediaFormat } from '../../lib/media-type/index.ts'

export interface MediaLimits {
  /** Bytes of one picture. Default 30 MB. */
  imageBytes: number
  /** Bytes of one video, as sent and as served. Default 300 MB. */
  videoBytes: number
  /** Width times height of one picture or one frame. Default 50 million. */
  imagePixels: number
  /** Frames of an animated picture. Default 500. */
  animationFrames: number
  /** Pixels of all frames of an animated picture together. Default 100 million. */
  animationPixels: number
  /** Default 10 minutes. */
  videoDurationMs: number
  /** The longest side of a video, in pixels. Default 4096. */
  videoSide: number
}

export type VideoCodec = 'h264' | 'hevc' | 'vp9' | 'av1'
export type AudioCodec = 'aac' | 'opus' | 'mp3' | 'vorbis' | 'pcm'

interface Inspection {
  /** The file that was looked at; `render` reads it again. */
  path: string
  format: MediaFormat
  /** What it is, from its bytes. What is served has a type of its own. */
  mimeType: string
  bytes: number
}

/** A picture within the limits, known from its header alone; its pixels may still turn out to be broken. */
export interface ImageInspection extends Inspection {
  kind: 'image'
  /** Pixels as stored, before any orientation is applied. */
  width: number
  height: number
  frames: number
}

/** What a video's own tables say, checked against its samples. */
export interface VideoFacts {
  /** Pixels as displayed: after rotation and pixel shape. */
  width: number
  height: number
  /** Measured from the samples; null when they carry no time. Never NaN. */
  durationMs: number | null
  videoCodec: VideoCodec
  audioCodec: AudioCodec | null
  /** Bright colours (HDR) that must be brought into range when the video is converted. */
  isHdr: boolean
  /** Which of the file's video and audio tracks is meant, from 0, counted by kind. */
  videoTrack: number
  audioTrack: number | null
  /** The picture cannot be shown by every phone as it is (HEVC, 10-bit or 4:2:2 H.264) and is converted to H.264. */
  convertVideo: boolean
  /** The sound cannot be played by every phone as it is and is converted to AAC. */
  convertAudio: boolean
}

/** A video within the limits, known from its tables; no frame of it has been decoded. */
export interface VideoInspection extends Inspection, VideoFacts {
  kind: 'video'
  /** Whether rendering takes long (a conversion): to be answered with 202 and done apart. */
  needsTranscode: boolean
}

export type MediaInspection = ImageInspection | VideoInspection

/** One file to be served. Its metadata is gone and its bytes are ours. */
export interface RenderedFile {
  variant: 'large' | 'medium' | 'small' | 'video' | 'poster'
  path: string
  mimeType: string
  extension: string
  width: number
  height: number
  bytes: number
}

/** What a picture became: `large`, `medium` and `small` WebP files (equal ones where the picture is small). */
export interface RenderedImage {
  kind: 'image'
  mimeType: 'image/webp'
  /** Of `large`, which is what is served as the picture itself: upright. */
  width: number
  height: number
  /** More than 1 where `large` and `medium` move; `small` is always still. */
  frames: number
  /** A ThumbHash, base64. */
  placeholder: string
  /** How it looks, as 64-bit pHash in 16 hexadecimal digits; none where there is too little to see. */
  perceptualHashes: string[]
  files: RenderedFile[]
}

/** What a video became: `video`, and with ffmpeg `poster` and `small` (WebP). */
export interface RenderedVideo {
  kind: 'video'
  mimeType: 'video/mp4' | 'video/webm'
  /** As displayed. */
  width: number
  height: number
  durationMs: number | null
  /** A ThumbHash of the poster, base64; null without ffmpeg. */
  placeholder: string | null
  /** The same of the poster; empty without ffmpeg. */
  perceptualHashes: string[]
  files: RenderedFile[]
}

/** What this machine can do, found once at the start so that the same file always gets the same answer. */
export interface MediaCapabilities {
  /** The version of ffmpeg, or null: then no posters and no conversion. */
  ffmpeg: string | null
  /** Whether videos that phones cannot play are converted (ffmpeg with libx264 and AAC). */
  canTranscode: boolean
  /** Whether HEIC pictures are converted (heif-dec or heif-convert of libheif). */
  canReadHeic: boolean
  /** The media types that are taken in here. */
  accepts: string[]
}
