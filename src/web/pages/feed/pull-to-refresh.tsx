import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { classNames } from '../../design/class-names.ts'
import { Icon } from '../../design/icon.tsx'
import { postWords } from '../../strings/posts.ts'

const enoughPixels = 72
const mostPixels = 110

/** Refreshes when a finger pulls the page down from its top. */
export function PullToRefresh({ onRefresh }: { onRefresh: () => Promise<void> }): JSX.Element {
  const [pulled, setPulled] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const refresh = useRef(onRefresh)
  refresh.current = onRefresh

  useEffect(() => {
    let from: { x: number; y: number } | undefined
    let now = 0
    const root = document.documentElement
    const show = (pixels: number): void => {
      now = pixels
      setPulled(pixels)
    }
    const onStart = (event: TouchEvent): void => {
      const isFree = scrollY <= 0 && event.touches.length === 1 && document.querySelector('dialog[open]') === null
      from = isFree ? { x: event.touches[0]!.clientX, y: event.touches[0]!.clientY } : undefined
    }
    const onMove = (event: TouchEvent): void => {
      if (from === undefined) return
      const down = event.touches[0]!.clientY - from.y
      const aside = Math.abs(event.touches[0]!.clientX - from.x)
      if (scrollY > 0 || down < 0 || (now === 0 && aside > down)) {
        from = undefined
        show(0)
        return
      }
      // It gets heavier, so that the end is felt.
      show(Math.min(mostPixels, down * 0.5))
    }
    const onEnd = async (): Promise<void> => {
      const isEnough = now >= enoughPixels
      from = undefined
      show(0)
      if (!isEnough) return
      setBusy(true)
      await refresh.current()
      setBusy(false)
    }
    // The browser's own would load the whole page anew.
    root.classList.add('pulls-itself')
    addEventListener('touchstart', onStart, { passive: true })
    addEventListener('touchmove', onMove, { passive: true })
    addEventListener('touchend', onEnd)
    addEventListener('touchcancel', onEnd)
    return () => {
      root.classList.remove('pulls-itself')
      removeEventListener('touchstart', onStart)
      removeEventListener('touchmove', onMove)
      removeEventListener('touchend', onEnd)
      removeEventListener('touchcancel', onEnd)
    }
  }, [])

  const isEnough = pulled >= enoughPixels
  return (
    <div
      class={classNames('pull', isBusy && 'pull-busy')}
      style={{ blockSize: `${isBusy ? 56 : pulled}px` }}
      aria-hidden={!isBusy}
    >
      {(pulled > 0 || isBusy) && (
        <>
          <Icon name="refresh" class={classNames('pull-sign', isEnough && 'pull-enough')} />
          <span>{isBusy ? postWords.refresh : isEnough ? postWords.releaseToRefresh : postWords.pullToRefresh}</span>
        </>
      )}
    </div>
  )
}
