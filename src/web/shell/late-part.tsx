import type { ComponentType, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface LatePartProps {
  load: () => Promise<ComponentType>
  /** So long after the page is there; what one came for goes first. */
  afterMs: number
}

/** A part of the frame that can wait: its code is fetched when the page has had its turn. */
export function LatePart({ load, afterMs }: LatePartProps): JSX.Element | null {
  const [Part, setPart] = useState<ComponentType | null>(null)
  // A part is loaded once.
  useEffect(() => {
    const timer = setTimeout(() => {
      load().then(
        (part) => setPart(() => part),
        // Without it the page is whole all the same; the next page tries again.
        () => {},
      )
    }, afterMs)
    return () => clearTimeout(timer)
  }, [])
  return Part === null ? null : <Part />
}
