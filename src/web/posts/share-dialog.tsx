import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../api/client.ts'
import { asProblem, type Problem } from '../api/problem.ts'
import { useResource } from '../api/resource.ts'
import { ownAccount } from '../api/session.ts'
import type { Shape } from '../api/types.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Field } from '../design/field.tsx'
import { sayProblem } from '../design/say-problem.ts'
import { SkeletonRows } from '../design/skeleton.tsx'
import { EmptyState, Notice } from '../design/states.tsx'
import { outbox } from '../live/outbox.ts'
import { PersonRow } from '../people/person-row.tsx'
import { usePeopleSearch } from '../people/use-people-search.ts'
import { showError, showToast } from '../shell/toasts.ts'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import { copyText } from './post-acts.ts'

interface ShareDialogProps {
  /** What is sent: a post or a video, by its id. */
  subject: { post: string } | { video: string }
  /** Its address, for everywhere else. */
  address: string
  onClose: () => void
}

type Person = Shape<'PersonSummary'>

/** Sends a post or video into conversations, or its address elsewhere. */
export function ShareDialog({ subject, address, onClose }: ShareDialogProps): JSX.Element {
  const [query, setQuery] = useState('')
  const [text, setText] = useState('')
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState<string>()
  const conversations = useResource('/conversations', {}, { freshMs: 10_000 })
  const search = usePeopleSearch(query)
  const isSearching = query.trim() !== ''
  const known = (conversations.value?.items ?? []).map(({ person }) => person)
  const people = isSearching ? search.people.filter(({ id }) => id !== ownAccount().id) : known
  const problem: Problem | undefined = isSearching ? search.problem : conversations.problem

  const send = async (person: Person): Promise<void> => {
    setBusy(person.id)
    try {
      const { id } = await api.post('/conversations', { body: { username: person.username } })
      const words = text.trim()
      await outbox().send(id, { ...subject, ...(words === '' ? {} : { text: words }) })
      setSent((ids) => new Set([...ids, person.id]))
      showToast(fill(postWords.shareSent, { name: person.displayName || person.username }))
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
    setBusy(undefined)
  }

  return (
    <Dialog
      title={postWords.shareTitle}
      shape="sheet"
      class="people-dialog"
      onClose={onClose}
      actions={<ShareElsewhere address={address} onClose={onClose} />}
    >
      <Field
        label={postWords.shareSearch}
        hideLabel
        type="search"
        placeholder={postWords.shareSearch}
        autocomplete="off"
        value={query}
        onValue={setQuery}
      />
      <div class="people-dialog-list">
        {problem !== undefined && (
          <Notice tone="warning" alert>
            {sayProblem(problem)}
          </Notice>
        )}
        {people.length === 0 && problem === undefined && (
          <NoPeople isLoading={isSearching ? search.isLoading : conversations.isLoading} isSearching={isSearching} />
        )}
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of lists without markers */}
        <ul role="list" aria-label={postWords.shareTitle}>
          {people.map((person) => (
            <li key={person.id}>
              <PersonRow person={person}>
                <Button
                  size="s"
                  look={sent.has(person.id) ? 'quiet' : 'primary'}
                  icon={sent.has(person.id) ? 'check' : 'send'}
                  busy={busy === person.id}
                  disabled={sent.has(person.id)}
                  aria-label={fill(postWords.shareSend, { name: person.displayName || person.username })}
                  onClick={() => void send(person)}
                >
                  {words.send}
                </Button>
              </PersonRow>
            </li>
          ))}
        </ul>
      </div>
      <Field
        label={postWords.shareMessage}
        hideLabel
        placeholder={postWords.shareMessage}
        maxLength={1000}
        value={text}
        onValue={setText}
      />
    </Dialog>
  )
}

function NoPeople({ isLoading, isSearching }: { isLoading: boolean; isSearching: boolean }): JSX.Element {
  if (isLoading) return <SkeletonRows count={3} />
  if (isSearching) return <EmptyState picture="search" title={postWords.shareNotFound} />
  return (
    <EmptyState picture="messages" title={postWords.shareNobody}>
      {postWords.shareNobodyText}
    </EmptyState>
  )
}

function ShareElsewhere({ address, onClose }: { address: string; onClose: () => void }): JSX.Element {
  const url = location.origin + address
  const [canShare, setCanShare] = useState(false)
  useEffect(() => setCanShare(typeof navigator.share === 'function'), [])
  return (
    <>
      <Button
        look="quiet"
        icon="link"
        onClick={() => {
          void copyText(url).then(() => showToast(postWords.linkCopied))
          onClose()
        }}
      >
        {postWords.copyLink}
      </Button>
      {canShare && (
        <Button
          look="quiet"
          icon="share"
          onClick={() => {
            // Somebody who closes the device's own sheet has decided; there is nothing to say.
            void navigator.share({ url }).catch(() => {})
          }}
        >
          {postWords.shareElsewhere}
        </Button>
      )}
    </>
  )
}
