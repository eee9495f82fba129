import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { useResource } from '../../api/resource.ts'
import { session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import type { Shape } from '../../api/types.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextArea } from '../../design/field.tsx'
import { RichText } from '../../design/rich-text.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState, ErrorState, Notice } from '../../design/states.tsx'
import { useForm } from '../../session/use-form.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { fill, formatDay, formatMoment } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'

type Strike = Shape<'Strike'>

const appealLimit = 2000

/** What was decided about the person signed in, why, for how long, and how to appeal. */
export function StrikesPage(): JSX.Element {
  const who = useStore(session)
  const { value, problem, reload } = useResource('/me/strikes')
  const [appealing, setAppealing] = useState<Strike>()
  return (
    <>
      <PageHeader title={words.strikes} back={who.kind === 'restricted' ? '/restricted' : '/settings'} />
      {value === undefined ? (
        problem === undefined ? (
          <SkeletonRows count={3} />
        ) : (
          <ErrorState problem={problem} onRetry={() => void reload()} />
        )
      ) : value.items.length === 0 ? (
        <EmptyState picture="shield" title={words.strikesEmpty}>
          {words.strikesEmptyText}
        </EmptyState>
      ) : (
        <ul class="entry-list" aria-label={words.strikes}>
          {value.items.map((strike) => (
            <li key={strike.id}>
              <StrikeCard strike={strike} onAppeal={() => setAppealing(strike)} />
            </li>
          ))}
        </ul>
      )}
      {appealing !== undefined && (
        <AppealDialog
          strike={appealing}
          onClose={() => setAppealing(undefined)}
          onSent={() => {
            setAppealing(undefined)
            void reload()
          }}
        />
      )}
    </>
  )
}

function StrikeCard({ strike, onAppeal }: { strike: Strike; onAppeal: () => void }): JSX.Element {
  const isOver = strike.endedAt !== null
  const isMyself = strike.subject.type === 'user'
  const about = isMyself ? words.strikeAccount : (words.reportOf[strike.subject.type] ?? words.somethingElse)
  return (
    <article class="entry-card">
      <div class="entry-head">
        <h2 class="entry-title">{words.actions[strike.action] ?? words.actionOther}</h2>
        <Badge tone={isOver ? 'plain' : 'danger'}>
          {isOver ? fill(words.strikeEnded, { when: formatDay(strike.endedAt!) }) : words.strikeActive}
        </Badge>
      </div>
      <p class="entry-note">{formatMoment(strike.createdAt)}</p>
      <dl class="settings-facts">
        <dt>{words.strikeReason}</dt>
        <dd>
          <RichText text={strike.reason} flat />
        </dd>
        <dt>{words.strikeAbout}</dt>
        <dd>{about}</dd>
        <dt>{words.strikeBy}</dt>
        <dd>{strike.automatic ? words.strikeByRule : words.strikeByPerson}</dd>
        {!isOver && (strike.action === 'silence' || strike.action === 'suspend') && (
          <>
            <dt>{words.strikeEnds}</dt>
            <dd>{strike.expiresAt === null ? words.strikeNever : formatMoment(strike.expiresAt)}</dd>
          </>
        )}
      </dl>
      <AppealOf strike={strike} onAppeal={onAppeal} />
    </article>
  )
}

function AppealOf({ strike, onAppeal }: { strike: Strike; onAppeal: () => void }): JSX.Element {
  const { appeal } = strike
  if (appeal === null) {
    if (!strike.canAppeal) return <p class="entry-note">{words.appealLate}</p>
    return (
      <div class="settings-actions">
        <Button size="s" onClick={onAppeal}>
          {words.appeal}
        </Button>
        <span class="entry-note">{fill(words.appealUntil, { when: formatDay(strike.appealUntil) })}</span>
      </div>
    )
  }
  const said: Record<string, string> = {
    open: words.appealOpen,
    upheld: words.appealUpheld,
    overturned: words.appealOverturned,
  }
  return (
    <Notice tone={appeal.state === 'overturned' ? 'accent' : 'plain'}>
      <p>{said[appeal.state] ?? appeal.state}</p>
      {appeal.answer !== null && <RichText text={`${words.appealAnswer}: ${appeal.answer}`} flat />}
    </Notice>
  )
}

interface AppealDialogProps {
  strike: Strike
  onClose: () => void
  onSent: () => void
}

function AppealDialog({ strike, onClose, onSent }: AppealDialogProps): JSX.Element {
  const [text, setText] = useState('')
  const form = useForm(
    async () => {
      await api.post('/appeals', { body: { actionId: strike.id, text: text.trim() } })
      showToast(words.appealSent)
      onSent()
    },
    () => ({ text: text.trim() === '' ? common.requiredField : undefined }),
  )
  const { problem } = form
  return (
    <Dialog
      title={words.appealTitle}
      onClose={onClose}
      mayClose={() => !form.busy}
      shape="sheet"
      actions={
        <>
          <Button look="quiet" onClick={onClose} disabled={form.busy}>
            {common.cancel}
          </Button>
          <Button look="primary" type="submit" form="appeal" busy={form.busy}>
            {words.appealSend}
          </Button>
        </>
      }
    >
      <p class="settings-lead">{words.appealIntro}</p>
      <form id="appeal" class="settings-form" onSubmit={form.submit} noValidate>
        {problem !== undefined && problem.errors.length === 0 && (
          <Notice tone="danger" alert>
            {sayProblem(problem)}
          </Notice>
        )}
        <TextArea
          label={words.appealText}
          rows={4}
          value={text}
          limit={appealLimit}
          onValue={(value) => {
            setText(value)
            form.touch('text')
          }}
          error={form.errorOf('text')}
        />
      </form>
    </Dialog>
  )
}
