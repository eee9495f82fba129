import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api/client.ts'
import { asProblem, type Problem } from '../api/problem.ts'
import type { BodyOf } from '../api/types.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Check, RadioGroup, TextArea } from '../design/field.tsx'
import { sayProblem } from '../design/say-problem.ts'
import { Notice } from '../design/states.tsx'
import { showToast } from '../shell/toasts.ts'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'
import { blockAndForget } from './block-acts.ts'

type Report = BodyOf<'post', '/reports'>
export type ReportSubject = Report['subject']
type Reason = Report['reason']

const reasons = Object.entries(words.reportReasons).map(([value, label]) => ({ value: value as Reason, label }))
const grave: ReadonlySet<Reason> = new Set(['child_safety', 'self_harm', 'violence'])
const commentLimit = 1000

interface ReportDialogProps {
  subject: ReportSubject
  /** Whose it is; then the dialog offers to block them as well. */
  person?: { username: string; displayName: string }
  onClose: () => void
  /** Called once the report has arrived. */
  onReported?: (outcome: { blocked: boolean }) => void
}

/** Takes a report of a person, post, comment, message, conversation or video. */
export function ReportDialog({ subject, person, onClose, onReported }: ReportDialogProps): JSX.Element {
  const [reason, setReason] = useState<Reason | null>(null)
  const [comment, setComment] = useState('')
  const [alsoBlock, setAlsoBlock] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  const send = async (): Promise<void> => {
    if (reason === null) return setMissing(true)
    setBusy(true)
    setProblem(undefined)
    try {
      await api.post('/reports', {
        body: { subject, reason, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) },
      })
      if (alsoBlock && person !== undefined) await blockAndForget(person.username)
      showToast(words.reportSent)
      onReported?.({ blocked: alsoBlock })
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={words.reportTitle[subject.type]}
      shape="sheet"
      onClose={onClose}
      mayClose={() => !isBusy}
      actions={
        <>
          <Button look="quiet" onClick={onClose} disabled={isBusy}>
            {words.cancel}
          </Button>
          <Button look="primary" busy={isBusy} onClick={() => void send()}>
            {words.reportSend}
          </Button>
        </>
      }
    >
      <p>{words.reportIntro}</p>
      <RadioGroup
        label={words.reportReason}
        value={reason}
        onValue={(value) => {
          setReason(value)
          setMissing(false)
        }}
        options={reasons}
        error={isMissing ? words.reportChooseReason : problem?.field('reason')}
      />
      {reason !== null && grave.has(reason) && <Notice tone="warning">{words.reportUrgent}</Notice>}
      <TextArea
        label={words.reportComment}
        optional
        value={comment}
        onValue={setComment}
        limit={commentLimit}
        error={problem?.field('comment')}
      />
      {person !== undefined && (
        <Check checked={alsoBlock} onChange={setAlsoBlock}>
          {fill(words.reportAlsoBlock, { name: person.displayName || person.username })}
        </Check>
      )}
      {problem !== undefined && problem.errors.length === 0 && (
        <Notice tone="danger" alert>
          {sayProblem(problem)}
        </Notice>
      )}
    </Dialog>
  )
}
