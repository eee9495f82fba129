import type {
  ComponentChildren,
  InputHTMLAttributes,
  JSX,
  PartialInputHTMLAttributes,
  Ref,
  TextareaHTMLAttributes,
} from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { words } from '../strings/en.ts'
import { plural } from '../strings/format.ts'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import './field.css'
import { Icon } from './icon.tsx'

interface FieldFrame {
  label: string
  /** What to know while filling it in. */
  hint?: ComponentChildren
  /** What is wrong with it; `problem.fieldErrors.email` of a failed call fits here. */
  error?: string | undefined
  /** Says that it may stay empty. */
  optional?: boolean
  /** The label is for those who listen alone; what it is about is to be seen otherwise. */
  hideLabel?: boolean
  class?: string
}

interface FrameIds {
  id: string
  describedBy: string | undefined
}

/** Label, hint and error around a control that the caller draws with the ids it is handed. */
export function FieldFrame(props: FieldFrame & { children: (ids: FrameIds) => ComponentChildren }): JSX.Element {
  const { label, hint, error, optional, hideLabel, class: extra, children } = props
  const id = useId()
  const describedBy = classNames(error !== undefined && `${id}-error`, hint !== undefined && `${id}-hint`)
  return (
    <div class={classNames('field', error !== undefined && 'field-wrong', extra)}>
      <label class={hideLabel ? 'visually-hidden' : 'field-label'} for={id}>
        {label}
        {optional && <span class="field-optional"> {words.optional}</span>}
      </label>
      {children({ id, describedBy: describedBy === '' ? undefined : describedBy })}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="warning" size="s" />
          <span>{error}</span>
        </p>
      )}
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

type NativeInput = Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  'class' | 'className' | 'label' | 'onInput' | 'value' | 'role' | 'type'
> & { type?: 'text' | 'email' | 'password' | 'url' | 'search' | 'date' | 'time' | 'tel' }

interface FieldProps extends FieldFrame, NativeInput {
  value: string
  onValue: (value: string) => void
  inputRef?: Ref<HTMLInputElement>
  /** One that moves in a list of what fits, which the caller draws. */
  role?: 'combobox'
  /** Stands before the input inside its frame, such as `@`. */
  prefix?: string
}

/** One line to type into. Passwords can be made visible. */
export function Field(props: FieldProps): JSX.Element {
  const { label, hint, error, optional, hideLabel, class: extra, value, onValue, inputRef, prefix, ...input } = props
  const [isShown, setShown] = useState(false)
  const isPassword = input.type === 'password'
  const shown = isPassword && isShown ? { type: 'text', autocapitalize: 'none', spellcheck: false } : {}
  const attributes = { dir: 'auto', ...input, ...shown } as InputHTMLAttributes<HTMLInputElement>
  return (
    <FieldFrame label={label} hint={hint} error={error} optional={optional} hideLabel={hideLabel} class={extra}>
      {({ id, describedBy }) => (
        <div class="field-box">
          {prefix !== undefined && (
            <span class="field-prefix" aria-hidden="true">
              {prefix}
            </span>
          )}
          <input
            {...attributes}
            class="field-input"
            id={id}
            ref={inputRef}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
            aria-invalid={error !== undefined || undefined}
            aria-describedby={describedBy}
          />
          {isPassword && (
            <IconButton
              icon={isShown ? 'eye-off' : 'eye'}
              label={isShown ? words.hidePassword : words.showPassword}
              size="s"
              onClick={() => setShown(!isShown)}
            />
          )}
        </div>
      )}
    </FieldFrame>
  )
}

type NativeArea = Omit<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  'class' | 'className' | 'label' | 'onInput' | 'value' | 'maxLength'
>

interface TextAreaProps extends FieldFrame, NativeArea {
  value: string
  onValue: (value: string) => void
  /** The longest text the server takes; what is left is said when it gets close, and too much is marked, never cut. */
  limit?: number
  areaRef?: (area: HTMLTextAreaElement | null) => void
  /** No frame of its own, for places that draw one. */
  bare?: boolean
}

/** Several lines to type into; it grows with what is in it. */
export function TextArea(props: TextAreaProps): JSX.Element {
  const { label, hint, error, optional, hideLabel, class: extra, value, onValue, limit, areaRef, bare, ...area } = props
  const own = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = own.current
    if (element === null) return
    element.style.blockSize = 'auto'
    element.style.blockSize = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`
  }, [value])
  const left = limit === undefined ? Number.POSITIVE_INFINITY : limit - value.length
  return (
    <FieldFrame label={label} hint={hint} error={error} optional={optional} hideLabel={hideLabel} class={extra}>
      {({ id, describedBy }) => (
        <>
          <textarea
            rows={1}
            dir="auto"
            {...area}
            class={classNames('field-area', !bare && 'field-area-framed')}
            id={id}
            ref={(element) => {
              own.current = element
              areaRef?.(element)
            }}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
            aria-invalid={error !== undefined || left < 0 || undefined}
            aria-describedby={describedBy}
          />
          {limit !== undefined && left < Math.max(20, limit * 0.1) && (
            <p class={classNames('field-count', left < 0 && 'field-count-over')} role="status">
              {left < 0 ? plural(-left, words.charactersOver) : plural(left, words.charactersLeft)}
            </p>
          )}
        </>
      )}
    </FieldFrame>
  )
}

interface SelectProps<Value extends string> extends FieldFrame {
  value: Value
  onValue: (value: Value) => void
  options: readonly { value: Value; label: string }[]
  disabled?: boolean
}

/** One of a few; the device's own list, which every assistive tool knows. */
export function Select<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const { value, onValue, options, disabled, ...frame } = props
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy }) => (
        <div class="field-box field-box-select">
          <select
            class="field-input"
            id={id}
            value={value}
            disabled={disabled}
            onChange={(event) => onValue(event.currentTarget.value as Value)}
            aria-invalid={frame.error !== undefined || undefined}
            aria-describedby={describedBy}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} selected={option.value === value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </div>
      )}
    </FieldFrame>
  )
}

interface SwitchProps {
  label: string
  hint?: ComponentChildren
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  /** The label is to be seen elsewhere, as in a table. */
  hideLabel?: boolean
}

/** On or off, at once. */
export function Switch({ label, hint, checked, onChange, disabled, hideLabel }: SwitchProps): JSX.Element {
  const id = useId()
  return (
    <div class={classNames('switch', hideLabel && 'switch-alone')}>
      <div class="switch-text">
        <label class={hideLabel ? 'visually-hidden' : 'switch-label'} for={id}>
          {label}
        </label>
        {hint !== undefined && (
          <p class="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <input
        type="checkbox"
        role="switch"
        class="switch-box"
        id={id}
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  )
}

interface CheckProps {
  children: ComponentChildren
  checked: boolean
  onChange: (checked: boolean) => void
  error?: string | undefined
  disabled?: boolean
}

/** A box to tick, with what it means. */
export function Check({ children, checked, onChange, error, disabled }: CheckProps): JSX.Element {
  const id = useId()
  return (
    <div class={classNames('check', error !== undefined && 'field-wrong')}>
      <input
        type="checkbox"
        class="check-box"
        id={id}
        checked={checked}
        disabled={disabled}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label class="check-label" for={id}>
        {children}
      </label>
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="warning" size="s" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

interface RadioGroupProps<Value extends string> {
  label: string
  value: Value | null
  onValue: (value: Value) => void
  options: readonly { value: Value; label: string; hint?: string }[]
  error?: string | undefined
  hint?: string
  disabled?: boolean
}

/** One of a few, all of them to be seen. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>): JSX.Element {
  const { label, value, onValue, options, error, hint, disabled } = props
  const id = useId()
  return (
    <fieldset
      class={classNames('radios', error !== undefined && 'field-wrong')}
      disabled={disabled}
      aria-describedby={
        classNames(error !== undefined && `${id}-error`, hint !== undefined && `${id}-hint`) || undefined
      }
    >
      <legend class="field-label">{label}</legend>
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {options.map((option) => (
        <label class="radio" key={option.value}>
          <input
            type="radio"
            class="check-box"
            name={id}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <span class="radio-text">
            <span>{option.label}</span>
            {option.hint !== undefined && <span class="field-hint">{option.hint}</span>}
          </span>
        </label>
      ))}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="warning" size="s" />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  )
}
