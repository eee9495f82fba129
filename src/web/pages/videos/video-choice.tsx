import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useResource } from '../../api/resource.ts'
import type { Shape } from '../../api/types.ts'
import { IconButton, LinkButton } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Dialog } from '../../design/dialog.tsx'
import { RadioGroup, Select } from '../../design/field.tsx'
import { navigate, place, rewriteAddress } from '../../shell/history.ts'
import { formatRegion } from '../../strings/format.ts'
import { videoWords as words } from '../../strings/videos.ts'

/** What is wanted of the feed; it stands in the query of the address. */
export interface VideoChoice {
  category: string | undefined
  region: string | undefined
}

/** Reads the choice from an address. What the API would refuse is as if nothing were chosen. */
export function choiceIn(query: URLSearchParams): VideoChoice {
  const category = query.get('category') ?? ''
  const region = query.get('region') ?? ''
  return {
    category: /^[a-z][a-z0-9-]{0,29}$/.test(category) ? category : undefined,
    region: /^[A-Z]{2}$/.test(region) ? region : undefined,
  }
}

function addressOf(path: string, choice: VideoChoice): string {
  const query = new URLSearchParams()
  if (choice.category !== undefined) query.set('category', choice.category)
  if (choice.region !== undefined) query.set('region', choice.region)
  return query.size === 0 ? path : `${path}?${query}`
}

const kinds = [
  { path: '/videos/shorts', label: words.shorts },
  { path: '/videos', label: words.long },
] as const

/** Shorts or long videos, of the same category and region. */
export function KindLinks({ at, choice }: { at: '/videos' | '/videos/shorts'; choice: VideoChoice }): JSX.Element {
  return (
    <nav class="video-kinds" aria-label={words.kinds}>
      {kinds.map(({ path, label }) => (
        <a key={path} href={addressOf(path, choice)} aria-current={path === at ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}

interface ChoiceProps {
  choice: VideoChoice
  /** The page whose address the choice is written into. */
  path: string
}

function useCategories(): readonly Shape<'VideoCategory'>[] {
  return useResource('/videos/categories', {}, { freshMs: 300_000 }).value?.items ?? []
}

/** Every category in a row, the chosen one marked. */
export function CategoryChips({ choice, path }: ChoiceProps): JSX.Element | null {
  const categories = useCategories()
  const row = useRef<HTMLFieldSetElement>(null)
  const isThere = categories.length > 0
  useEffect(() => {
    row.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [isThere])
  if (!isThere) return <div class="video-chips" />
  const all = [{ id: undefined, name: words.allCategories }, ...categories]
  return (
    <fieldset ref={row} class="video-chips" aria-label={words.categories} data-scrolls>
      {all.map(({ id, name }) => (
        <button
          key={id ?? ''}
          type="button"
          class={classNames('video-chip', id === choice.category && 'video-chip-on')}
          aria-pressed={id === choice.category}
          onClick={() => rewriteAddress(addressOf(path, { ...choice, category: id }))}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

interface ChoiceButtonProps extends ChoiceProps {
  /** The regions that the server has. */
  regions: readonly string[]
  onOpen?: (isOpen: boolean) => void
}

/** A button to choose what to watch, and the way to what has to do with it. */
export function ChoiceButton({ choice, path, regions, onOpen }: ChoiceButtonProps): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const show = (open: boolean): void => {
    setOpen(open)
    onOpen?.(open)
  }
  return (
    <>
      <IconButton icon="filter" label={words.choose} onClick={() => show(true)} />
      {isOpen && <ChoiceDialog choice={choice} path={path} regions={regions} onClose={() => show(false)} />}
    </>
  )
}

function ChoiceDialog(props: ChoiceProps & { regions: readonly string[]; onClose: () => void }): JSX.Element {
  const { choice, path, regions, onClose } = props
  const categories = useCategories()
  const [chosen, setChosen] = useState(choice)
  const wanted = useRef(choice)
  wanted.current = chosen
  useEffect(
    () => () => {
      // The address is written once the dialog is gone: until then the entry of the history is the dialog's.
      queueMicrotask(() => {
        const hasChanged = addressOf(path, wanted.current) !== addressOf(path, choice)
        if (hasChanged && place.get().path === path) navigate(addressOf(path, wanted.current), { replace: true })
      })
    },
    [],
  )
  const region = chosen.region !== undefined && regions.includes(chosen.region) ? chosen.region : (regions[0] ?? '')
  return (
    <Dialog
      title={words.choose}
      shape="sheet"
      size="s"
      onClose={onClose}
      actions={
        <>
          <LinkButton href="/saved-videos" look="quiet" icon="bookmark">
            {words.seeSaved}
          </LinkButton>
          <LinkButton href="/videos/about" look="quiet" icon="info">
            {words.aboutLink}
          </LinkButton>
        </>
      }
    >
      {regions.length > 1 && (
        <Select
          label={words.region}
          hint={words.regionHint}
          value={region}
          onValue={(value) => setChosen({ ...chosen, region: value === regions[0] ? undefined : value })}
          options={regions.map((value) => ({ value, label: formatRegion(value) }))}
        />
      )}
      <RadioGroup
        label={words.categories}
        value={chosen.category ?? ''}
        onValue={(value) => setChosen({ ...chosen, category: value === '' ? undefined : value })}
        options={[
          { value: '', label: words.allCategories },
          ...categories.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Dialog>
  )
}
