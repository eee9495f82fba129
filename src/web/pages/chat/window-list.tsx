import type { ComponentChildren, HTMLAttributes, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Geometry, rowAt, rowsInView, stack } from './window-geometry.ts'

export interface WindowRow {
  key: string
  /** Height in pixels to count with until it was drawn once. */
  guess: number
}

export interface WindowControl {
  /** Brings a row into view. */
  reveal(key: string, place: 'start' | 'center'): void
  toEnd(): void
  isAtEnd(): boolean
  /** The last row whose lower edge is in view. */
  lastInView(): string | undefined
}

interface WindowListProps<Row extends WindowRow> {
  rows: readonly Row[]
  draw: (row: Row) => ComponentChildren
  control: { current: WindowControl | null }
  /** Called when the view comes near the first or the last row. */
  onNearStart: () => void
  onNearEnd: () => void
  /** Called after every move, with whether the end is in view. */
  onMove: (isAtEnd: boolean) => void
  /** Above the first row. */
  head?: ComponentChildren
  children?: never
  /** Attributes of the scrolled element. */
  attributes?: HTMLAttributes<HTMLDivElement>
}

/** What stays where it is when heights change: the end, or a row at its distance from the upper edge of the view. */
type Anchor = { kind: 'end' } | { kind: 'row'; key: string; distance: number }

const beyond = 600
const nearEdge = 1200
const endSlack = 48

/**
 * A list of any length of which only what is in view is drawn. It opens at its end, stays there while new rows come, and
 * keeps what is being read where it is when rows come above it or turn out taller than was thought.
 */
export function WindowList<Row extends WindowRow>(props: WindowListProps<Row>): JSX.Element {
  const { rows, draw, control, head, attributes } = props
  const frame = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const headElement = useRef<HTMLDivElement>(null)
  const heights = useRef(new Map<string, number>())
  const anchor = useRef<Anchor>({ kind: 'end' })
  const geometry = useRef<Geometry>({ offsets: new Float64Array(1), total: 0 })
  const [range, setRange] = useState({ start: 0, end: 0 })
  const latest = useRef({ props, range })
  latest.current = { props, range }

  const indexes = useRef<{ rows: readonly Row[]; byKey: Map<string, number> }>({ rows: [], byKey: new Map() })
  const heightOf = (index: number): number => {
    const row = latest.current.props.rows[index]!
    return heights.current.get(row.key) ?? row.guess
  }
  const stacked = useRef<readonly Row[] | undefined>(undefined)
  if (stacked.current !== rows) {
    stacked.current = rows
    geometry.current = stack(rows.length, heightOf)
  }

  // Rows that came or went move the others: the window follows what it is anchored at before anything is drawn.
  const wanted = wantedRange()
  const shown = wanted.start === range.start && wanted.end === range.end ? range : wanted

  function indexOf(key: string): number {
    const { rows: all } = latest.current.props
    if (indexes.current.rows !== all) {
      indexes.current = { rows: all, byKey: new Map(all.map((row, index) => [row.key, index])) }
    }
    return indexes.current.byKey.get(key) ?? -1
  }

  function headHeight(): number {
    return headElement.current?.offsetHeight ?? 0
  }

  function wantedTop(): number {
    const view = frame.current
    if (view === null) return 0
    const held = anchor.current
    if (held.kind === 'end') return Math.max(0, headHeight() + geometry.current.total - view.clientHeight)
    const index = indexOf(held.key)
    return index === -1 ? view.scrollTop : headHeight() + geometry.current.offsets[index]! - held.distance
  }

  function wantedRange(): { start: number; end: number } {
    const height = frame.current?.clientHeight ?? innerHeight
    if (frame.current === null) {
      const top = Math.max(0, geometry.current.total - height)
      return rowsInView(geometry.current, top, height, beyond)
    }
    return rowsInView(geometry.current, wantedTop() - headHeight(), height, beyond)
  }

  /** Reads the heights of what is drawn; true when one was another than thought. */
  function measure(): boolean {
    let hasChanged = false
    for (const element of content.current?.children ?? []) {
      const key = (element as HTMLElement).dataset.key!
      const height = element.getBoundingClientRect().height
      if (height > 0 && Math.abs((heights.current.get(key) ?? -1) - height) > 0.5) {
        heights.current.set(key, height)
        hasChanged = true
      }
    }
    return hasChanged
  }

  function settle(): void {
    const view = frame.current
    if (view === null) return
    if (measure()) {
      geometry.current = stack(latest.current.props.rows.length, heightOf)
      applyPadding()
    }
    const top = wantedTop()
    if (Math.abs(view.scrollTop - top) > 1) view.scrollTop = top
    const next = wantedRange()
    const present = latest.current.range
    if (next.start !== present.start || next.end !== present.end) setRange(next)
    look()
  }

  function applyPadding(): void {
    const { offsets, total } = geometry.current
    const { start, end } = shownRange.current
    const element = content.current
    if (element === null) return
    element.style.paddingBlockStart = `${offsets[Math.min(start, offsets.length - 1)]}px`
    element.style.paddingBlockEnd = `${total - offsets[Math.min(end, offsets.length - 1)]!}px`
  }

  const shownRange = useRef(shown)
  shownRange.current = shown

  function isAtEnd(): boolean {
    const view = frame.current
    return view === null || view.scrollTop + view.clientHeight >= view.scrollHeight - endSlack
  }

  function hold(): void {
    const view = frame.current
    if (view === null) return
    if (isAtEnd()) {
      anchor.current = { kind: 'end' }
      return
    }
    const index = rowAt(geometry.current, Math.max(0, view.scrollTop - headHeight()))
    const row = latest.current.props.rows[index]
    if (row === undefined) return
    const distance = headHeight() + geometry.current.offsets[index]! - view.scrollTop
    anchor.current = { kind: 'row', key: row.key, distance }
  }

  /** Tells what the view has come near to. */
  function look(): void {
    const view = frame.current
    if (view === null || latest.current.props.rows.length === 0) return
    if (view.scrollTop < nearEdge) latest.current.props.onNearStart()
    if (view.scrollTop + view.clientHeight > view.scrollHeight - nearEdge) latest.current.props.onNearEnd()
  }

  useLayoutEffect(() => {
    applyPadding()
    settle()
  })

  useEffect(() => {
    const view = frame.current!
    let request = 0
    const onScroll = (): void => {
      hold()
      cancelAnimationFrame(request)
      request = requestAnimationFrame(() => {
        const next = wantedRange()
        const present = latest.current.range
        if (next.start !== present.start || next.end !== present.end) setRange(next)
        look()
        latest.current.props.onMove(isAtEnd())
      })
    }
    view.addEventListener('scroll', onScroll, { passive: true })
    // Pictures, fonts and the keyboard change heights without a word to us.
    const observer = new ResizeObserver(() => settle())
    observer.observe(view)
    observer.observe(content.current!)
    return () => {
      view.removeEventListener('scroll', onScroll)
      cancelAnimationFrame(request)
      observer.disconnect()
    }
  }, [])

  control.current = {
    isAtEnd,
    lastInView: () => {
      const view = frame.current
      const { rows: all } = latest.current.props
      if (view === null || all.length === 0) return undefined
      if (isAtEnd()) return all.at(-1)!.key
      const bottom = view.scrollTop + view.clientHeight - headHeight()
      return all[rowAt(geometry.current, bottom) - 1]?.key
    },
    toEnd: () => {
      anchor.current = { kind: 'end' }
      settle()
    },
    reveal: (key, place) => {
      const view = frame.current
      const index = indexOf(key)
      if (view === null || index === -1) return
      const room = place === 'start' ? 72 : Math.max(0, (view.clientHeight - heightOf(index)) / 2)
      anchor.current = { kind: 'row', key, distance: room }
      settle()
    },
  }

  return (
    <div class="window" ref={frame} {...attributes}>
      <div ref={headElement}>{head}</div>
      <div ref={content}>
        {rows.slice(shown.start, shown.end).map((row) => (
          <div key={row.key} data-key={row.key} class="window-row">
            {draw(row)}
          </div>
        ))}
      </div>
    </div>
  )
}
