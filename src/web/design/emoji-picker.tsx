import type { JSX } from 'preact'
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { emojiWords } from '../strings/emoji.ts'
import { plural } from '../strings/format.ts'
import { classNames } from './class-names.ts'
import {
  type Emoji,
  emojiGroups,
  findEmoji,
  inTone,
  keepTone,
  readTone,
  recentEmoji,
  rememberEmoji,
} from './emoji-list.ts'
import './emoji-picker.css'
import { Field } from './field.tsx'

interface EmojiPickerProps {
  onPick: (emoji: string) => void
}

const recentTab = 'recent'
const signs: Record<string, string> = {
  [recentTab]: '🕘',
  'Smileys & Emotion': '😀',
  'People & Body': '👋',
  'Animals & Nature': '🐻',
  'Food & Drink': '🍓',
  'Travel & Places': '🚗',
  Activities: '⚽',
  Objects: '💡',
  Symbols: '💛',
  Flags: '🏁',
}

/** Every emoji, by kind or by name, in the skin tone that was chosen. Arrow keys move in the grid. Loaded when needed. */
export function EmojiPicker({ onPick }: EmojiPickerProps): JSX.Element {
  const [recent] = useState(recentEmoji)
  const [query, setQuery] = useState('')
  const [tab, setTab] = useState(recent.length > 0 ? recentTab : emojiGroups[0]!.name)
  const [tone, setTone] = useState(readTone)
  const search = useRef<HTMLInputElement>(null)
  const id = useId()

  // On phones the keyboard would cover the emoji before anybody has asked for it.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) search.current?.focus({ preventScroll: true })
  }, [])

  const shown: readonly Emoji[] = useMemo(() => {
    if (query.trim() !== '') return findEmoji(query).map((emoji) => inTone(emoji, tone))
    if (tab === recentTab) return recent
    return emojiGroups.find(({ name }) => name === tab)!.emoji.map((emoji) => inTone(emoji, tone))
  }, [query, tab, tone, recent])

  const pick = (emoji: string): void => {
    rememberEmoji(emoji)
    onPick(emoji)
  }
  const tabs = [...(recent.length > 0 ? [recentTab] : []), ...emojiGroups.map(({ name }) => name)]
  const tabName = (name: string): string =>
    name === recentTab ? emojiWords.recent : (emojiWords.groupNames[name] ?? name)

  return (
    <div class="emoji-picker">
      <Field
        label={emojiWords.search}
        hideLabel
        placeholder={emojiWords.search}
        type="search"
        autocomplete="off"
        value={query}
        onValue={setQuery}
        inputRef={search}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && query.trim() !== '' && shown[0] !== undefined) {
            event.preventDefault()
            pick(shown[0].text)
          }
        }}
      />
      <p class="visually-hidden" role="status">
        {query.trim() === '' ? '' : plural(shown.length, emojiWords.results)}
      </p>
      {query.trim() === '' && (
        <fieldset class="emoji-tabs" aria-label={emojiWords.groups}>
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              class={classNames('emoji-tab', name === tab && 'emoji-tab-here')}
              aria-pressed={name === tab}
              aria-label={tabName(name)}
              title={tabName(name)}
              onClick={() => setTab(name)}
            >
              {signs[name]}
            </button>
          ))}
        </fieldset>
      )}
      <EmojiGrid key={query === '' ? tab : 'search'} emoji={shown} onPick={pick} />
      {shown.length === 0 && <p class="emoji-nothing">{emojiWords.nothing}</p>}
      <fieldset class="emoji-tones">
        <legend class="visually-hidden">{emojiWords.tone}</legend>
        {emojiWords.tones.map((label, index) => (
          <label key={label} class="emoji-tone">
            <input
              type="radio"
              class="visually-hidden"
              name={id}
              checked={index === tone}
              aria-label={label}
              onChange={() => {
                setTone(index)
                keepTone(index)
              }}
            />
            <span aria-hidden="true">{inTone({ text: '✋', name: '', hasTones: true }, index).text}</span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

function EmojiGrid({ emoji, onPick }: { emoji: readonly Emoji[]; onPick: (emoji: string) => void }): JSX.Element {
  const grid = useRef<HTMLFieldSetElement>(null)
  const [at, setAt] = useState(0)
  const here = Math.min(at, emoji.length - 1)

  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...grid.current!.querySelectorAll<HTMLElement>('button')]
    const isRtl = getComputedStyle(grid.current!).direction === 'rtl'
    const top = buttons[0]?.offsetTop
    const columns = buttons.findIndex((button) => button.offsetTop !== top)
    const row = columns === -1 ? buttons.length : columns
    const steps: Record<string, number> = {
      ArrowRight: isRtl ? -1 : 1,
      ArrowLeft: isRtl ? 1 : -1,
      ArrowDown: row,
      ArrowUp: -row,
      Home: -here,
      End: buttons.length - 1 - here,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const to = here + step
    if (to < 0 || to >= buttons.length) return
    setAt(to)
    buttons[to]!.focus()
  }

  return (
    <fieldset ref={grid} class="emoji-grid" aria-label={emojiWords.picker} onKeyDown={onKeyDown}>
      {emoji.map(({ text, name }, index) => (
        <button
          key={text}
          type="button"
          class="emoji"
          aria-label={name}
          title={name}
          tabIndex={index === here ? 0 : -1}
          onFocus={() => setAt(index)}
          onClick={() => onPick(text)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  )
}
