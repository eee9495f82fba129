/** Which part of a picture is seen: the middle of the part, in pixels of the picture, and how much it is enlarged. */
export interface Crop {
  x: number
  y: number
  /** 1: the shorter side of the picture fills the square. */
  zoom: number
}

export const largestZoom = 5

interface Size {
  width: number
  height: number
}

/** The whole shorter side, from the middle. */
export function wholeCrop({ width, height }: Size): Crop {
  return { x: width / 2, y: height / 2, zoom: 1 }
}

/** The side of the square that is seen, in pixels of the picture. */
export function sideOf({ width, height }: Size, { zoom }: Crop): number {
  return Math.min(width, height) / zoom
}

/** The same with the square inside the picture. */
export function insideCrop(picture: Size, crop: Crop): Crop {
  const zoom = Math.min(largestZoom, Math.max(1, crop.zoom))
  const half = sideOf(picture, { ...crop, zoom }) / 2
  const between = (value: number, length: number): number => Math.min(length - half, Math.max(half, value))
  return { zoom, x: between(crop.x, picture.width), y: between(crop.y, picture.height) }
}
