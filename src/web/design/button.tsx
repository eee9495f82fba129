import type { ButtonHTMLAttributes, ComponentChildren, JSX, Ref } from 'preact'
import { words } from '../strings/en.ts'
import './button.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet'

interface ButtonLooks {
  /** `primary` once a page at most; `secondary` is the default; `quiet` has no ground. */
  look?: ButtonLook
  size?: 's' | 'm'
  icon?: IconName
  /** As wide as its place. */
  wide?: boolean
  children: ComponentChildren
  class?: string
}

type NativeButton = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'className' | 'size' | 'icon' | 'children'>

interface ButtonProps extends ButtonLooks, NativeButton {
  /** Shows that something is under way, and takes no further press. */
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

function looks({ look = 'secondary', size = 'm', wide, class: extra }: ButtonLooks): string {
  return classNames('button', `button-${look}`, size === 's' && 'button-small', wide && 'button-wide', extra)
}

/** A button with words on it. While `busy` it keeps its width and the focus. */
export function Button(props: ButtonProps): JSX.Element {
  const { look, size, icon, wide, busy = false, children, class: extra, onClick, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      class={looks({ look, size, wide, class: extra, children })}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.call(event.currentTarget as never, event)
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span class="button-text">{children}</span>
      {busy && (
        <span class="button-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
      {busy && <VisuallyHidden>{words.loading}</VisuallyHidden>}
    </button>
  )
}

/** A link that looks like a button. */
export function LinkButton({ href, icon, children, ...rest }: ButtonLooks & { href: string }): JSX.Element {
  return (
    <a class={looks({ ...rest, children })} href={href}>
      {icon !== undefined && <Icon name={icon} />}
      <span class="button-text">{children}</span>
    </a>
  )
}

interface IconButtonProps extends NativeButton {
  icon: IconName
  /** What it does; read aloud and shown when the pointer rests on it. */
  label: string
  size?: 's' | 'm'
  filled?: boolean
  look?: 'plain' | 'danger' | 'ground'
  /** A small number on its corner; nothing is shown at 0. */
  count?: number
  class?: string
  ref?: Ref<HTMLButtonElement>
}

/** A round button with an icon alone. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const { icon, label, size = 'm', filled, look = 'plain', count = 0, class: extra, ...rest } = props
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      class={classNames('icon-button', `icon-button-${look}`, size === 's' && 'icon-button-small', extra)}
    >
      <Icon name={icon} size={size === 's' ? 'm' : 'l'} filled={filled === true} />
      {/* Drawn by the style sheet: the label says it already. */}
      {count > 0 && <span class="icon-button-count" data-count={count > 99 ? '99+' : count} />}
    </button>
  )
}
