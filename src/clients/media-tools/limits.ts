import type { MediaLimits } from './types.ts'

/** The limits that hold where the caller sets no others. */
export const defaultMediaLimits: MediaLimits = {
  imageBytes: 30_000_000,
  videoBytes: 300_000_000,
  imagePixels: 50_000_000,
  animationFrames: 500,
  animationPixels: 100_000_000,
  videoDurationMs: 600_000,
  videoSide: 4096,
}

/** What is made of a picture: the longest side of each file, in pixels. Nothing is ever enlarged. */
export const imageVariants = [
  { variant: 'large', side: 2048 },
  { variant: 'medium', side: 1080 },
  { variant: 'small', side: 480 },
] as const

/** What is made of a photo of a person: the side of each square, in pixels. */
export const squareVariants = [
  { variant: 'large', side: 1024 },
  { variant: 'medium', side: 320 },
  { variant: 'small', side: 96 },
] as const

/** The longest side of an animated picture as served. */
export const animationSide = 720

/** The longest sides of a video's pictures. */
export const posterVariants = [
  { variant: 'poster', side: 1080 },
  { variant: 'small', side: 480 },
] as const

/** The longest side of a converted video: what a phone's screen shows, at half the work of 1920. */
export const convertedVideoSide = 1280
