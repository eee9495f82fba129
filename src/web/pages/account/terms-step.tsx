import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Shape } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { Check } from '../../design/field.tsx'
import { Icon } from '../../design/icon.tsx'
import { accountWords as words } from '../../strings/account.ts'
import { words as common } from '../../strings/en.ts'
import { AccountFrame } from './account-frame.tsx'

interface TermsStepProps {
  instance: Shape<'Instance'>
  onAccept: () => void
  below: ComponentChildren
}

const titles: Record<string, string> = {
  terms: common.terms,
  guidelines: common.guidelines,
  privacy: common.privacy,
}

/** What holds here, to be read and accepted before anything about oneself is given away. */
export function TermsStep({ instance, onAccept, below }: TermsStepProps): JSX.Element {
  const [isAccepted, setAccepted] = useState(false)
  const [isMissing, setMissing] = useState(false)
  return (
    <AccountFrame title={words.termsStep} intro={words.termsIntro} below={below}>
      <form
        class="account-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isAccepted) onAccept()
          else setMissing(true)
        }}
      >
        {instance.rules.length > 0 && (
          <section class="account-rules" aria-labelledby="rules-title">
            <h2 id="rules-title">{words.rulesTitle}</h2>
            <ol>
              {instance.rules.map((rule) => (
                <li key={rule} dir="auto">
                  {rule}
                </li>
              ))}
            </ol>
          </section>
        )}
        <div class="account-documents">
          {instance.documents.map(({ document, url }) => (
            <a key={document} class="account-document" href={new URL(url).pathname} target="_blank" rel="noopener">
              <span>{titles[document] ?? document}</span>
              <Icon name="forward" />
            </a>
          ))}
        </div>
        <Check
          checked={isAccepted}
          onChange={(checked) => {
            setAccepted(checked)
            setMissing(false)
          }}
          error={isMissing ? words.acceptRequired : undefined}
        >
          {words.acceptTerms}
        </Check>
        <Button type="submit" look="primary" wide>
          {common.continue}
        </Button>
      </form>
    </AccountFrame>
  )
}
