import type { ComponentChildren, JSX } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import './tabs.css'
import { CountBadge } from './badge.tsx'

interface TabsProps<Value extends string> {
  label: string
  value: Value
  onValue: (value: Value) => void
  tabs: readonly { value: Value; label: string; icon?: IconName; count?: number }[]
  /** What the chosen tab shows. */
  children: ComponentChildren
  /** Stays at the top while the content scrolls. */
  sticky?: boolean
}

/** Several views of one thing, one at a time. Left and right, Home and End move among the tabs. */
export function Tabs<Value extends string>(props: TabsProps<Value>): JSX.Element {
  const { label, value, onValue, tabs, children, sticky } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent): void => {
    const isRtl = getComputedStyle(list.current!).direction === 'rtl'
    const at = tabs.findIndex((tab) => tab.value === value)
    const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key]
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : step === undefined ? -1 : at + step
    const tab = tabs[(to + tabs.length) % tabs.length]
    if (to === -1 && step === undefined) return
    if (tab === undefined) return
    event.preventDefault()
    onValue(tab.value)
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.value}"]`)?.focus()
  }

  return (
    <>
      <div
        ref={list}
        class={classNames('tabs', sticky && 'tabs-sticky')}
        role="tablist"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            class="tab"
            data-tab={tab.value}
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onValue(tab.value)}
          >
            {tab.icon !== undefined && <Icon name={tab.icon} />}
            <span>{tab.label}</span>
            {tab.count !== undefined && <CountBadge count={tab.count} />}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </>
  )
}
