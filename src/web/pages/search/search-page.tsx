import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Field } from '../../design/field.tsx'
import { Icon } from '../../design/icon.tsx'
import { PersonName } from '../../design/person-name.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState, ErrorState } from '../../design/states.tsx'
import { PeopleToFollow } from '../../people/people-to-follow.tsx'
import { usePeopleSearch } from '../../people/use-people-search.ts'
import { profileAddress, tagAddress } from '../../shell/addresses.ts'
import { navigate, rewriteAddress } from '../../shell/history.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { fill, plural } from '../../strings/format.ts'
import { peopleWords as words } from '../../strings/people.ts'
import { forgetRecentPeople, recentPeople, rememberPerson } from './recent-searches.ts'
import './search.css'

type Person = ReturnType<typeof usePeopleSearch>['people'][number]

/** Finds people by name, in any script and spelling, and leads to tags. Arrow keys choose among what is found. */
export function SearchPage({ query }: PageProps): JSX.Element {
  const [typed, setTyped] = useState(query.get('q') ?? '')
  const [recent, setRecent] = useState(recentPeople)
  const [at, setAt] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const search = usePeopleSearch(typed)
  const wanted = typed.trim()
  const tag = tagIn(wanted)
  const people: readonly Person[] = wanted === '' ? recent : search.people
  const isFresh = search.query === wanted.replace(/^@/, '')

  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    setAt(-1)
    rewriteAddress(wanted === '' ? '/search' : `/search?q=${encodeURIComponent(wanted)}`)
  }, [wanted])

  const rows: string[] = [
    ...(tag === undefined ? [] : [tagAddress(tag)]),
    ...people.map(({ username }) => profileAddress(username)),
  ]
  const firstPerson = tag === undefined ? 0 : 1

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (rows.length > 0) setAt((at + step + rows.length) % rows.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const chosen = at === -1 ? 0 : at
      const href = rows[chosen]
      if (href === undefined) return
      const person = people[chosen - firstPerson]
      if (person !== undefined) rememberPerson(person)
      navigate(href)
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault()
      setTyped('')
    }
  }

  return (
    <>
      <PageHeader title={words.searchTitle} back="/explore" />
      <div class="search">
        <Field
          label={words.searchLabel}
          hideLabel
          inputMode="search"
          placeholder={words.searchPlaceholder}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          maxLength={100}
          value={typed}
          onValue={setTyped}
          inputRef={input}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls="search-results"
          aria-autocomplete="list"
          aria-activedescendant={at === -1 ? undefined : `search-row-${at}`}
        />
        <p class="visually-hidden" role="status">
          {wanted !== '' && isFresh && !search.isLoading ? plural(search.people.length, words.searchResults) : ''}
        </p>
        {wanted === '' && recent.length > 0 && (
          <div class="search-recent">
            <h2 class="section-title">{words.searchRecent}</h2>
            <Button
              size="s"
              look="quiet"
              onClick={() => {
                forgetRecentPeople()
                setRecent([])
              }}
            >
              {words.forgetRecent}
            </Button>
          </div>
        )}
        <div id="search-results" role="listbox" aria-label={words.searchList} aria-busy={search.isLoading}>
          {tag !== undefined && (
            <a
              class={classNames('search-row', at === 0 && 'search-row-here')}
              id="search-row-0"
              role="option"
              aria-selected={at === 0}
              href={tagAddress(tag)}
            >
              <span class="search-tag">
                <Icon name="hash" />
              </span>
              <bdi>{fill(words.searchTag, { tag })}</bdi>
            </a>
          )}
          {people.map((person, index) => {
            const place = index + firstPerson
            return (
              <a
                key={person.id}
                class={classNames('search-row', at === place && 'search-row-here')}
                id={`search-row-${place}`}
                role="option"
                aria-selected={at === place}
                href={profileAddress(person.username)}
                onClick={() => rememberPerson(person)}
              >
                <Avatar person={person} />
                <span class="person-row-text">
                  <PersonName person={person} />
                  <bdi class="person-row-note">@{person.username}</bdi>
                </span>
              </a>
            )
          })}
        </div>
        <SearchState
          isAsked={wanted !== ''}
          isLoading={search.isLoading || !isFresh}
          isEmpty={people.length === 0}
          hasTag={tag !== undefined}
          problem={search.problem}
          onRetry={search.retry}
        />
      </div>
    </>
  )
}

/** What was typed, as a tag, when it can only be one or may be one. */
function tagIn(text: string): string | undefined {
  const found = /^#?([\p{L}\p{M}\p{N}_]{1,100})$/u.exec(text)
  return found !== null && /[\p{L}\p{M}]/u.test(found[1]!) ? found[1] : undefined
}

interface SearchStateProps {
  isAsked: boolean
  isLoading: boolean
  isEmpty: boolean
  hasTag: boolean
  problem: ReturnType<typeof usePeopleSearch>['problem']
  onRetry: () => void
}

function SearchState(props: SearchStateProps): JSX.Element | null {
  const { isAsked, isLoading, isEmpty, hasTag, problem, onRetry } = props
  if (!isAsked) {
    return (
      <>
        {isEmpty && (
          <EmptyState picture="search" title={words.searchHello}>
            {words.searchHelloText}
          </EmptyState>
        )}
        <PeopleToFollow />
      </>
    )
  }
  if (problem !== undefined) return <ErrorState problem={problem} onRetry={onRetry} />
  if (!isEmpty) return null
  if (isLoading) return <SkeletonRows count={4} />
  return (
    <EmptyState picture={hasTag ? 'people' : 'search'} title={words.searchNothing}>
      {words.searchNothingText}
    </EmptyState>
  )
}
