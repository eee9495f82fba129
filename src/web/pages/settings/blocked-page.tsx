import type { ComponentChildren, JSX } from 'preact'
import { api } from '../../api/client.ts'
import { useCursorList } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import { reloadResources } from '../../api/resource.ts'
import type { Shape } from '../../api/types.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { PersonName } from '../../design/person-name.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { unblock } from '../../safety/block-acts.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { usePageState } from '../../shell/page-memory.ts'
import { showError, showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { fill, formatDay, formatMoment } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'

type Person = Shape<'PersonSummary'>

const keyOf = (person: Person): string => person.id

/** Whom one has blocked and muted. */
export function BlockedPage(): JSX.Element {
  const [tab, setTab] = usePageState<'blocked' | 'muted'>('tab', 'blocked')
  return (
    <>
      <PageHeader title={words.blocked} back="/settings" />
      <Tabs
        label={words.blocked}
        value={tab}
        onValue={setTab}
        tabs={[
          { value: 'blocked', label: words.blockedTab },
          { value: 'muted', label: words.mutedTab },
        ]}
      >
        {tab === 'blocked' ? <Blocked /> : <Muted />}
      </Tabs>
    </>
  )
}

function Blocked(): JSX.Element {
  const state = useCursorList('/me/blocks', {}, keyOf)
  return (
    <InfiniteList
      state={state}
      keyOf={keyOf}
      label={words.blockedTab}
      skeleton={<SkeletonRows count={4} />}
      empty={
        <EmptyState picture="people" title={words.blockedEmpty}>
          {words.blockedEmptyText}
        </EmptyState>
      }
    >
      {(person) => (
        <Row
          person={person}
          note={fill(words.blockedOn, { when: formatDay(person.blockedAt) })}
          action={
            <Button
              size="s"
              aria-label={`${common.unblock}: ${person.displayName || person.username}`}
              onClick={() => {
                void unblock(person).then((done) => done && state.list.remove(person.id))
              }}
            >
              {common.unblock}
            </Button>
          }
        />
      )}
    </InfiniteList>
  )
}

function Muted(): JSX.Element {
  const state = useCursorList('/me/mutes', {}, keyOf)
  const unmute = async (person: Person): Promise<void> => {
    try {
      await api.delete('/users/{username}/mute', { path: { username: person.username } })
      state.list.remove(person.id)
      reloadResources('/users/')
      showToast(fill(words.unmuted, { name: person.displayName || person.username }))
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
  }
  return (
    <InfiniteList
      state={state}
      keyOf={keyOf}
      label={words.mutedTab}
      skeleton={<SkeletonRows count={4} />}
      empty={
        <EmptyState picture="people" title={words.mutedEmpty}>
          {words.mutedEmptyText}
        </EmptyState>
      }
    >
      {(person) => (
        <Row
          person={person}
          note={
            person.mutedUntil === null
              ? words.mutedForEver
              : fill(words.mutedUntil, { when: formatMoment(person.mutedUntil) })
          }
          action={
            <Button
              size="s"
              aria-label={`${words.unmute}: ${person.displayName || person.username}`}
              onClick={() => void unmute(person)}
            >
              {words.unmute}
            </Button>
          }
        />
      )}
    </InfiniteList>
  )
}

// Their pages are not to be seen while they are blocked, so the row leads nowhere.
function Row({ person, note, action }: { person: Person; note: string; action: ComponentChildren }): JSX.Element {
  return (
    <div class="person-row">
      <span class="person-row-link">
        <Avatar person={person} />
        <span class="person-row-text">
          <PersonName person={person} handle />
          <span class="person-row-note">{note}</span>
        </span>
      </span>
      {action}
    </div>
  )
}
