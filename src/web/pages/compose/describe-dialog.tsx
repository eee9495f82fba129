import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextArea } from '../../design/field.tsx'
import { composeWords as words } from '../../strings/compose.ts'
import { words as allWords } from '../../strings/en.ts'
import { Preview } from './attachment-list.tsx'
import type { Attachment } from './attachments.ts'

interface DescribeDialogProps {
  item: Attachment
  limit: number
  onDone: (alt: string) => void
  onClose: () => void
}

/** Asks what a picture or video shows, in words. */
export function DescribeDialog({ item, limit, onDone, onClose }: DescribeDialogProps): JSX.Element {
  const [alt, setAlt] = useState(item.alt)
  return (
    <Dialog
      title={words.describeTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {allWords.cancel}
          </Button>
          <Button
            look="primary"
            disabled={alt.length > limit}
            onClick={() => {
              onDone(alt.trim())
              onClose()
            }}
          >
            {allWords.done}
          </Button>
        </>
      }
    >
      <div class="describe-picture">
        <Preview item={item} name="" />
      </div>
      <TextArea
        label={words.describeLabel}
        hint={words.describeHint}
        value={alt}
        onValue={setAlt}
        limit={limit}
        autofocus
      />
    </Dialog>
  )
}
