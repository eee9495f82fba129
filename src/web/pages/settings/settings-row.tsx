import type { JSX } from 'preact'
import { classNames } from '../../design/class-names.ts'
import { Icon, type IconName } from '../../design/icon.tsx'
import './settings.css'

interface RowProps {
  icon: IconName
  label: string
  hint?: string
  href?: string
  run?: () => void
  danger?: boolean
}

/** One setting: where it leads, or what it does. */
export function Row({ icon, label, hint, href, run, danger }: RowProps): JSX.Element {
  const content = (
    <>
      <Icon name={icon} />
      <span class="settings-row-text">
        <span class="settings-row-label">{label}</span>
        {hint !== undefined && <span class="settings-row-hint">{hint}</span>}
      </span>
      {href !== undefined && <Icon name="forward" size="s" />}
    </>
  )
  const looks = classNames('settings-row', danger && 'settings-row-danger')
  return href === undefined ? (
    <button type="button" class={looks} onClick={run}>
      {content}
    </button>
  ) : (
    <a class={looks} href={href}>
      {content}
    </a>
  )
}
