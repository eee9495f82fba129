import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { reloadResources, useResource } from '../../api/resource.ts'
import { ownAccount, session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { Button, LinkButton } from '../../design/button.tsx'
import { Field, TextArea } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { useForm } from '../../session/use-form.ts'
import { profileAddress } from '../../shell/addresses.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { PhotoField } from './photo-field.tsx'
import './settings.css'

/** Photo, name, description and link of one's own page. */
export function ProfileSettingsPage(): JSX.Element {
  useStore(session)
  const account = ownAccount()
  const { value: instance } = useResource('/instance', {}, { freshMs: 300_000 })
  const [values, setValues] = useState({
    displayName: account.displayName,
    bio: account.bio,
    link: account.link ?? '',
  })
  const link = values.link.trim()
  const form = useForm(
    async () => {
      const body = { displayName: values.displayName.trim(), bio: values.bio, link: link === '' ? null : link }
      session.setAccount(await api.patch('/me', { body }))
      reloadResources('/users/')
      showToast(words.profileSaved)
    },
    () => ({
      displayName: values.displayName.trim() === '' ? common.requiredField : undefined,
      link: link === '' || /^https?:\/\/[^\s/]+/i.test(link) ? undefined : words.linkShape,
    }),
  )
  const { problem } = form
  const isChanged =
    values.displayName !== account.displayName || values.bio !== account.bio || link !== (account.link ?? '')
  const field = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onValue: (value: string) => {
      setValues((present) => ({ ...present, [name]: value }))
      form.touch(name)
    },
    error: form.errorOf(name),
  })
  return (
    <>
      <PageHeader title={words.profile} back="/settings" />
      <div class="page-body">
        <PhotoField account={account} />
        <form class="settings-form settings-section" onSubmit={form.submit} noValidate>
          {problem !== undefined && problem.errors.length === 0 && (
            <Notice tone="danger" alert>
              {sayProblem(problem)}
            </Notice>
          )}
          <Field
            {...field('displayName')}
            label={words.displayName}
            autocomplete="name"
            maxLength={instance?.limits.displayName.max ?? 50}
          />
          <TextArea
            {...field('bio')}
            label={words.bio}
            hint={words.bioHint}
            optional
            rows={3}
            limit={instance?.limits.bio.max ?? 500}
          />
          <Field
            {...field('link')}
            label={words.link}
            hint={words.linkHint}
            optional
            type="url"
            dir="ltr"
            inputMode="url"
            autocapitalize="none"
            spellcheck={false}
            autocomplete="url"
          />
          <div class="settings-actions">
            <Button type="submit" look="primary" busy={form.busy} disabled={!isChanged}>
              {common.save}
            </Button>
            <LinkButton look="quiet" href={profileAddress(account.username)}>
              {words.seeProfile}
            </LinkButton>
          </div>
        </form>
      </div>
    </>
  )
}
