import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { ownAccount, session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { RadioGroup, Select } from '../../design/field.tsx'
import { chooseDirection, type DirectionChoice, direction } from '../../session/formats.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { chooseTheme, type ThemeChoice, themeChoice } from '../../shell/theme.ts'
import { fill, formatMoment, formatNumber } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'
import { useAccountChange } from './use-account-change.ts'

/** Regions that are offered; what an account has beside them is offered too. */
const regions = [
  'en-GB',
  'en-US',
  'en-AU',
  'en-CA',
  'en-IE',
  'en-IN',
  'de-DE',
  'es-ES',
  'fr-FR',
  'it-IT',
  'pt-BR',
  'sv-SE',
  'ja-JP',
]

/** Theme, language, dates and direction. */
export function DisplayPage(): JSX.Element {
  useStore(session)
  const theme = useStore(themeChoice)
  const way = useStore(direction)
  const { shown, change } = useAccountChange()
  const account = shown(ownAccount())
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <>
      <PageHeader title={words.display} back="/settings" />
      <div class="page-body">
        <section class="settings-section" aria-label={words.theme}>
          <RadioGroup<ThemeChoice>
            label={words.theme}
            value={theme}
            onValue={chooseTheme}
            options={[
              { value: 'auto', label: words.themeAuto },
              { value: 'light', label: words.themeLight },
              { value: 'dark', label: words.themeDark },
            ]}
          />
        </section>
        <section class="settings-section" aria-label={words.language}>
          <Select
            label={words.language}
            hint={words.languageHint}
            value="en"
            onValue={() => {}}
            options={[{ value: 'en', label: words.english }]}
          />
          <Select
            label={words.region}
            hint={fill(words.example, { moment: formatMoment(Date.now()), number: formatNumber(1234567.89) })}
            value={account.locale ?? ''}
            onValue={(locale) => void change({ locale: locale === '' ? null : locale })}
            options={[
              { value: '', label: words.regionAuto },
              ...withOwn(regions, account.locale).map((value) => ({ value, label: nameOfRegion(value) })),
            ]}
          />
          <Select
            label={words.timeZone}
            value={account.timeZone ?? ''}
            onValue={(timeZone) => void change({ timeZone: timeZone === '' ? null : timeZone })}
            options={[
              { value: '', label: fill(words.timeZoneAuto, { zone: ownZone }) },
              ...withOwn(zones, account.timeZone).map((value) => ({ value, label: value.replaceAll('_', ' ') })),
            ]}
          />
          <Select<DirectionChoice>
            label={words.direction}
            value={way}
            onValue={chooseDirection}
            options={[
              { value: 'auto', label: words.directionAuto },
              { value: 'ltr', label: words.directionLtr },
              { value: 'rtl', label: words.directionRtl },
            ]}
          />
        </section>
      </div>
    </>
  )
}

function withOwn(known: readonly string[], own: string | null): readonly string[] {
  return own === null || known.includes(own) ? known : [own, ...known]
}

function nameOfRegion(locale: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}
