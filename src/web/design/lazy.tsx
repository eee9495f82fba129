import type { ComponentType, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { showError } from '../shell/toasts.ts'
import { words } from '../strings/en.ts'

/**
 * A component whose code is fetched when it is first drawn, for what few people open: dialogs, mostly. Nothing is to be seen
 * until it is there. Where it cannot be fetched, that is said, and `onClose` is called.
 */
export function lazy<Props extends { onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  return function Lazy(props: Props): JSX.Element | null {
    const [Component, setComponent] = useState<ComponentType<Props> | undefined>(() => loaded)
    // The code is fetched once.
    useEffect(() => {
      if (loaded !== undefined) return
      load().then(
        (component) => {
          loaded = component
          setComponent(() => component)
        },
        () => {
          showError(words.pageFailedText)
          props.onClose()
        },
      )
    }, [])
    return Component === undefined ? null : <Component {...props} />
  }
}
