import type { ComponentProps, JSX, TargetedKeyboardEvent } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Shape } from '../api/types.ts'
import { Avatar } from '../design/avatar.tsx'
import { classNames } from '../design/class-names.ts'
import { TextArea } from '../design/field.tsx'
import { Icon } from '../design/icon.tsx'
import { PersonName } from '../design/person-name.tsx'
import { usePeopleSearch } from '../people/use-people-search.ts'
import { composeWords } from '../strings/compose.ts'
import { plural } from '../strings/format.ts'
import './completing-area.css'
import { tagsLike } from './known-tags.ts'

interface Begun {
  sign: '@' | '#'
  /** What stands behind the sign, up to the cursor. */
  typed: string
  start: number
  end: number
}

type Suggestion = { key: string; text: string; person?: Shape<'PersonSummary'> }

const mostPeople = 6

/**
 * Several lines to type into, in which people and tags are completed: the arrow keys choose, Enter or Tab takes, Escape
 * goes on without. Takes what `TextArea` takes.
 */
export function CompletingArea(props: ComponentProps<typeof TextArea>): JSX.Element {
  const { value, onValue, onKeyDown, areaRef } = props
  const area = useRef<HTMLTextAreaElement | null>(null)
  const [begun, setBegun] = useState<Begun>()
  const [at, setAt] = useState(0)
  const cursor = useRef<number | undefined>(undefined)
  const id = useId()
  const search = usePeopleSearch(begun?.sign === '@' ? begun.typed : '', mostPeople)
  const suggestions = suggestionsFor(begun, search.people)
  const isOpen = suggestions.length > 0
  const chosen = Math.min(at, suggestions.length - 1)

  // A text that was put in from here moves the cursor behind it.
  useLayoutEffect(() => {
    if (cursor.current === undefined || area.current === null) return
    area.current.setSelectionRange(cursor.current, cursor.current)
    cursor.current = undefined
  }, [value])

  useEffect(() => setAt(0), [begun?.sign, begun?.typed])

  const look = (): void => {
    const element = area.current
    setBegun(element === null ? undefined : begunAt(element.value, element.selectionStart, element.selectionEnd))
  }

  const take = (suggestion: Suggestion): void => {
    if (begun === undefined) return
    const inserted = `${begun.sign}${suggestion.text} `
    const rest = value.slice(begun.end).replace(/^ /, '')
    cursor.current = begun.start + inserted.length
    setBegun(undefined)
    onValue(value.slice(0, begun.start) + inserted + rest)
    area.current?.focus()
  }

  const onKey = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (!isOpen || event.isComposing) return void onKeyDown?.call(undefined as never, event)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((chosen + step + suggestions.length) % suggestions.length)
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault()
      take(suggestions[chosen]!)
    } else if (event.key === 'Escape') {
      // A dialog around it stays open.
      event.preventDefault()
      event.stopPropagation()
      setBegun(undefined)
    } else onKeyDown?.call(undefined as never, event)
  }

  return (
    <div class="completing">
      <TextArea
        {...props}
        areaRef={(element) => {
          area.current = element
          areaRef?.(element)
        }}
        onValue={(next) => {
          onValue(next)
          look()
        }}
        onKeyDown={onKey}
        onKeyUp={(event) => {
          if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) look()
        }}
        onClick={look}
        onBlur={() => setBegun(undefined)}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen ? `${id}-${chosen}` : undefined}
      />
      <p class="visually-hidden" role="status">
        {isOpen ? plural(suggestions.length, composeWords.suggestionCount) : ''}
      </p>
      {isOpen && (
        <div class="completions" role="listbox" id={`${id}-list`} aria-label={composeWords.suggestions}>
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text; aria-activedescendant points here
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the text takes it
            <div
              key={suggestion.key}
              id={`${id}-${index}`}
              class={classNames('completion', index === chosen && 'completion-here')}
              role="option"
              aria-selected={index === chosen}
              // The press must not take the focus from the text.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
            >
              {suggestion.person === undefined ? (
                <>
                  <Icon name="hash" />
                  <bdi>{suggestion.text}</bdi>
                </>
              ) : (
                <>
                  <Avatar person={suggestion.person} size="s" />
                  <PersonName person={suggestion.person} handle />
                </>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** The tag or name that is being typed at the cursor. */
export function begunAt(text: string, start: number, end: number): Begun | undefined {
  if (start !== end) return undefined
  const found = /(?<![\p{L}\p{N}_@#/.])([@#])([\p{L}\p{M}\p{N}_.]{0,30})$/u.exec(text.slice(0, start))
  if (found === null) return undefined
  const typed = found[2]!
  if (found[1] === '@' && typed === '') return undefined
  return { sign: found[1] as '@' | '#', typed, start: start - typed.length - 1, end: start }
}

function suggestionsFor(begun: Begun | undefined, people: readonly Shape<'PersonSummary'>[]): Suggestion[] {
  if (begun === undefined) return []
  if (begun.sign === '#') return tagsLike(begun.typed).map((tag) => ({ key: tag, text: tag }))
  if (people.length === 1 && people[0]!.username.toLowerCase() === begun.typed.toLowerCase()) return []
  return people.map((person) => ({ key: person.id, text: person.username, person }))
}
