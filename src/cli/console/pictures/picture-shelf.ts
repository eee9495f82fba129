import type { PictureRef } from '../console-shapes.ts'
import type { TrustedRow } from '../draw/paint.ts'
import { createStore, type Store } from '../store.ts'
import type { PlacedPicture } from '../terminal/frame-writer.ts'
import type { TerminalAbilities } from '../terminal/graphics.ts'
import type { ColourDepth } from '../terminal/theme.ts'

/** How a picture is to be shown. */
export interface PictureWish {
  picture: PictureRef
  columns: number
  rows: number
  /** Mosaic until the operator asked to see it. */
  hidden: boolean
  /** The reason the asking is audited with, once asked. */
  reason: string | null
}

export interface ShownPicture {
  state: 'loading' | 'ready' | 'failed'
  rows: readonly TrustedRow[]
  problem: string
}

export interface PictureShelf {
  /** Grows when a picture is ready or looks different. */
  readonly changed: Store<number>
  readonly grey: Store<boolean>
  /** The picture in its rows; starts fetching it when it is not there yet. */
  show(wish: PictureWish): ShownPicture
  /** Placed pictures by their marker, for the terminal. */
  placed(): ReadonlyMap<string, PlacedPicture>
}

export interface PictureShelfOptions {
  fetch(url: string, reveal: { reason: string } | null): Promise<Uint8Array>
  abilities(): TerminalAbilities
  depth(): ColourDepth
}

const keptPictures = 16
const firstMarker = 0xf5000
const loading: ShownPicture = { state: 'loading', rows: [], problem: '' }

/** Fetches, decodes and keeps the last pictures in the form this terminal can show. */
export function createPictureShelf({ fetch, abilities, depth }: PictureShelfOptions): PictureShelf {
  const changed = createStore(0)
  const grey = createStore(false)
  const shelf = new Map<string, ShownPicture>()
  const placed = new Map<string, PlacedPicture>()
  const markers = new Map<string, string>()

  function keep(name: string, shown: ShownPicture): void {
    shelf.delete(name)
    shelf.set(name, shown)
    for (const old of shelf.keys()) {
      if (shelf.size <= keptPictures) break
      shelf.delete(old)
      placed.delete(markers.get(old) ?? '')
      markers.delete(old)
    }
  }

  function freeMarker(name: string): string {
    const used = new Set(markers.values())
    let code = firstMarker
    while (used.has(String.fromCodePoint(code))) code += 1
    const marker = String.fromCodePoint(code)
    markers.set(name, marker)
    return marker
  }

  async function prepare(name: string, wish: PictureWish): Promise<void> {
    const { url, placeholder } = wish.picture
    const isWithheld = wish.hidden && placeholder !== undefined
    const reveal = wish.reason === null ? null : { reason: wish.reason }
    const source = isWithheld ? { thumbHash: placeholder } : await fetch(url, reveal)
    // The decoder is large and most sessions show no picture, so it is loaded with the first one.
    const { drawPicture } = await import('./draw-picture.ts')
    const drawn = await drawPicture(source, {
      columns: wish.columns,
      rows: wish.rows,
      mosaic: wish.hidden,
      grey: grey.get(),
      abilities: abilities(),
      depth: depth(),
      marker: () => freeMarker(name),
    })
    if (drawn.placed !== null) placed.set(drawn.placed.marker, drawn.placed.picture)
    keep(name, { state: 'ready', rows: drawn.rows, problem: '' })
  }

  return {
    changed,
    grey,
    show: (wish) => {
      const { kitty, sixel } = abilities()
      const form = kitty ? 'kitty' : sixel ? 'sixel' : depth()
      const look = [wish.columns, wish.rows, wish.hidden, grey.get(), form]
      const name = [wish.picture.url, ...look].join(' ')
      const known = shelf.get(name)
      if (known !== undefined) return known
      keep(name, loading)
      prepare(name, wish)
        .catch((error: unknown) => {
          const problem = error instanceof Error ? error.message : String(error)
          keep(name, { state: 'failed', rows: [], problem })
        })
        .finally(() => changed.set(changed.get() + 1))
      return loading
    },
    placed: () => placed,
  }
}
