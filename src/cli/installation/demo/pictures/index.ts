import sharp from 'sharp'
import { newCanvas, type Size } from './canvas.ts'
import { chart, lights, poster, waves } from './designs.ts'
import { diceOf } from './dice.ts'
import { drawFace, type Look } from './faces.ts'
import { aurora, balloons, city, desert, forest, mountains, type Scene, sea, street } from './landscapes.ts'
import { books, catAtWindow, coffee, plant, plate, stillLife } from './tables.ts'

const scenes = {
  mountains,
  forest,
  sea,
  desert,
  city,
  aurora,
  balloons,
  street,
  'still-life': stillLife,
  coffee,
  plate,
  plant,
  books,
  cat: catAtWindow,
  poster,
  waves,
  lights,
  chart,
} satisfies Record<string, Scene>

/** Kinds of pictures that can be drawn. */
export type SceneName = keyof typeof scenes

export const sceneNames = Object.keys(scenes) as SceneName[]

const sizes = {
  square: { width: 900, height: 900 },
  portrait: { width: 864, height: 1080 },
  landscape: { width: 1080, height: 720 },
  wide: { width: 1280, height: 720 },
} as const satisfies Record<string, Size>

export type Shape = keyof typeof sizes

/** Draws a picture as JPEG; the same kind, shape and seed give the same picture. */
export function drawPicture(scene: SceneName, shape: Shape, seed: string): Promise<Buffer> {
  return rendered(pictureSvg(scene, sizes[shape], seed))
}

/** A picture much wider than a screen, for a film to move across. */
export function drawPanorama(scene: SceneName, size: Size, seed: string): Promise<Buffer> {
  return rendered(pictureSvg(scene, size, seed))
}

/** Draws somebody's avatar as JPEG: a face, or a picture for those who would rather show none. */
export function drawAvatar(seed: string, look: Look | SceneName): Promise<Buffer> {
  return rendered(typeof look === 'string' ? pictureSvg(look, { width: 480, height: 480 }, seed) : drawFace(seed, look))
}

function pictureSvg(scene: SceneName, size: Size, seed: string): string {
  const canvas = newCanvas(size)
  scenes[scene](canvas, diceOf(`${scene} ${seed}`))
  return canvas.svg()
}

function rendered(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).jpeg({ quality: 86 }).toBuffer()
}
