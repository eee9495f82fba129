import { useRef } from 'preact/hooks'

const enoughPixels = 56
const mostPixels = 80

interface SwipeHandlers {
  onTouchStart: (event: TouchEvent) => void
  onTouchMove: (event: TouchEvent) => void
  onTouchEnd: (event: TouchEvent) => void
  onTouchCancel: (event: TouchEvent) => void
}

/** Pulling an element along the line of reading does something; the element follows the finger meanwhile. */
export function useSwipe(run: () => void): SwipeHandlers {
  const pull = useRef<{ x: number; y: number; by: number; isPull: boolean | undefined } | undefined>(undefined)

  const move = (element: HTMLElement, by: number): void => {
    element.style.setProperty('--pull', `${by}px`)
    element.classList.toggle('message-pulled', Math.abs(by) >= enoughPixels)
  }

  const end = (event: TouchEvent): void => {
    const isEnough = Math.abs(pull.current?.by ?? 0) >= enoughPixels
    pull.current = undefined
    move(event.currentTarget as HTMLElement, 0)
    if (isEnough && event.type === 'touchend') run()
  }

  return {
    onTouchStart: (event) => {
      const touch = event.touches[0]!
      pull.current = { x: touch.clientX, y: touch.clientY, by: 0, isPull: undefined }
    },
    onTouchMove: (event) => {
      const state = pull.current
      const touch = event.touches[0]!
      if (state === undefined || event.touches.length > 1) return
      const [dx, dy] = [touch.clientX - state.x, touch.clientY - state.y]
      // The first few pixels decide whether it is a pull or the log being scrolled.
      state.isPull ??= Math.hypot(dx, dy) < 8 ? undefined : Math.abs(dx) > 1.5 * Math.abs(dy)
      if (state.isPull !== true) return
      const element = event.currentTarget as HTMLElement
      const forward = getComputedStyle(element).direction === 'rtl' ? -1 : 1
      state.by = forward * Math.max(0, Math.min(mostPixels, dx * forward))
      move(element, state.by)
    },
    onTouchEnd: end,
    onTouchCancel: end,
  }
}
