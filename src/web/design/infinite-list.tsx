import { type ComponentChildren, Fragment, type JSX } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { CursorList, CursorListState } from '../api/list.ts'
import { useMoreWhenNear } from '../api/list.ts'
import { words } from '../strings/en.ts'
import { Button } from './button.tsx'
import './infinite-list.css'
import { sayProblem } from './say-problem.ts'
import { ErrorState, Notice } from './states.tsx'

interface InfiniteListProps<Item> {
  /** What `useCursorList` answered. */
  state: CursorListState<Item> & { list: CursorList<Item> }
  /** Draws one item; the list gives it its place. */
  children: (item: Item, index: number) => ComponentChildren
  keyOf: (item: Item) => string
  /** Shown until the first page has come. */
  skeleton: ComponentChildren
  /** Shown when there is nothing. */
  empty: ComponentChildren
  label: string
  class?: string
  /** `feed`: every item is an article that can be gone to; Page Up and Page Down move among them. */
  shape?: 'list' | 'feed'
  /** Says at the end that there is no more. */
  sayEnd?: boolean
}

/** A list that goes on as one comes near its end, with its skeleton, its empty state, its failures and its end. */
export function InfiniteList<Item>(props: InfiniteListProps<Item>): JSX.Element {
  const { state, children, keyOf, skeleton, empty, label, class: extra, sayEnd, shape = 'list' } = props
  const { isKnown, isComplete, isLoading, problem, list } = state
  // What somebody comes back to is drawn at once: the place where they were must be there.
  const [isGrowing] = useState(shape === 'feed' && !list.wasShown)
  const [items, grow] = useDrawnLittleByLittle(state.items, isGrowing)
  const isWhole = items.length === state.items.length
  const end = useMoreWhenNear(list, isWhole)
  useWhileNear(end, isWhole ? undefined : grow)
  const drawn = useDrawn<Item>()
  if (items.length === 0) {
    if (problem !== undefined && !isLoading) return <ErrorState problem={problem} onRetry={() => void list.reload()} />
    if (!isKnown) return <>{skeleton}</>
    if (isComplete) return <>{empty}</>
  }
  return (
    <>
      {shape === 'feed' ? (
        <div role="feed" aria-label={label} class={extra} aria-busy={isLoading} onKeyDown={moveAmongArticles}>
          {items.map((item, index) => drawn(item, index, keyOf, children))}
        </div>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of lists without markers
        <ul role="list" aria-label={label} class={extra} aria-busy={isLoading || undefined}>
          {items.map((item, index) => (
            <li key={keyOf(item)}>{children(item, index)}</li>
          ))}
        </ul>
      )}
      <div ref={end} class="list-end">
        {problem !== undefined && (
          <Notice
            tone="warning"
            alert
            action={
              <Button size="s" onClick={() => void list.more()} busy={isLoading}>
                {words.retry}
              </Button>
            }
          >
            {sayProblem(problem)}
          </Notice>
        )}
        {!(isComplete && isWhole) && problem === undefined && skeleton}
        {isComplete && isWhole && sayEnd && <p class="list-over">{words.endOfList}</p>}
      </div>
    </>
  )
}

type DrawItem<Item> = InfiniteListProps<Item>['children']
type KeyOf<Item> = InfiniteListProps<Item>['keyOf']

/**
 * Draws an item, or answers what was drawn of it before: Preact leaves the very same object alone. So the posts that are
 * there cost nothing when others come or change, as long as the caller draws with the same function.
 */
function useDrawn<Item>(): (item: Item, index: number, keyOf: KeyOf<Item>, draw: DrawItem<Item>) => JSX.Element {
  const before = useRef(new Map<string, { item: Item; index: number; draw: DrawItem<Item>; row: JSX.Element }>())
  return (item, index, keyOf, draw) => {
    const key = keyOf(item)
    const known = before.current.get(key)
    if (known?.item === item && known.index === index && known.draw === draw) return known.row
    const row = <Fragment key={key}>{draw(item, index)}</Fragment>
    before.current.set(key, { item, index, draw, row })
    return row
  }
}

/** What a phone shows at first. */
const atFirst = 2

/** The items that are drawn by now, and how to draw one more of them. */
function useDrawnLittleByLittle<Item>(
  items: readonly Item[],
  isOn: boolean,
): [items: readonly Item[], grow: () => void] {
  const [drawn, setDrawn] = useState(isOn ? atFirst : items.length)
  const isBehind = isOn && drawn < items.length
  const grow = useCallback(() => setDrawn((count) => count + 1), [])
  return [isBehind ? items.slice(0, drawn) : items, grow]
}

/**
 * Calls `work` once a frame while the element is within two screens of the view: twenty posts at a time would hold up a slow
 * phone for so long that it does not answer to a finger, and most of them are never looked at.
 */
function useWhileNear(element: { current: HTMLElement | null }, work: (() => void) | undefined): void {
  useEffect(() => {
    if (element.current === null || work === undefined) return
    let isNear = false
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const next = (): void => {
      // After the frame that shows the last one, and whatever waits for its turn.
      frame = requestAnimationFrame(() => {
        timer = setTimeout(() => {
          if (!isNear) return
          work()
          next()
        })
      })
    }
    const observer = new IntersectionObserver(
      (entries) => {
        const before = isNear
        isNear = entries.at(-1)!.isIntersecting
        if (isNear && !before) next()
      },
      { rootMargin: '200% 0px' },
    )
    observer.observe(element.current)
    return () => {
      isNear = false
      observer.disconnect()
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [work])
}

// The keys of the feed pattern (ARIA Authoring Practices). In a text they keep their meaning.
function moveAmongArticles(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== 'PageDown' && event.key !== 'PageUp') return
  const target = event.target as HTMLElement
  if (target.closest('textarea, input, [popover]') !== null) return
  const articles = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > article')]
  const at = articles.findIndex((article) => article.contains(target))
  const next = articles[at + (event.key === 'PageDown' ? 1 : -1)]
  if (next === undefined) return
  event.preventDefault()
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'start' })
}
