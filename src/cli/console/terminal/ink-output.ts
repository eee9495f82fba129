import { EventEmitter } from 'node:events'
import { createFrameWriter, type PlacedPicture } from './frame-writer.ts'
import type { FullScreen } from './full-screen.ts'
import type { PaintBoard } from './paint-board.ts'

export interface InkOutput {
  /** What Ink is given as its stdout: it has a size and takes whole frames. */
  readonly stream: NodeJS.WriteStream
  /** The frame that was drawn last, line by line, for tests and for writing the view to a file. */
  frame(): readonly string[]
  setPictures(pictures: ReadonlyMap<string, PlacedPicture>): void
  /** Draws everything again: after a resize, another program, or at the operator's wish. */
  redraw(): void
  /** Nothing is written any more. */
  stop(): void
}

/**
 * Stands between Ink and the terminal. Ink hands over whole frames (its debug mode: no timing, no clearing, no look at
 * `CI`); what goes to the terminal is the least change, and while a slow line is busy frames are skipped, not queued.
 */
export function createInkOutput(screen: FullScreen, board: PaintBoard): InkOutput {
  const writer = createFrameWriter(screen.size)
  let lines: readonly string[] = []
  let pictures: ReadonlyMap<string, PlacedPicture> = new Map()
  let stopped = false
  let waiting = false

  function flush(): void {
    if (stopped) return
    if (!screen.isReady()) {
      if (!waiting) {
        waiting = true
        screen.onReady(() => {
          waiting = false
          flush()
        })
      }
      return
    }
    const bytes = writer.update(lines, pictures)
    if (bytes !== '') screen.write(bytes)
  }

  const stream = Object.assign(new EventEmitter(), {
    isTTY: true,
    writable: true,
    write: (frame: string): boolean => {
      lines = board.fill(frame)
      flush()
      return true
    },
  })
  Object.defineProperties(stream, {
    columns: { get: () => screen.size().columns },
    rows: { get: () => screen.size().rows },
  })

  return {
    stream: stream as unknown as NodeJS.WriteStream,
    frame: () => lines,
    setPictures: (next) => {
      pictures = next
      flush()
    },
    redraw: () => {
      writer.forget()
      flush()
    },
    stop: () => {
      stopped = true
    },
  }
}
