import { deleteWithPassword, deleteWithPasswordInput } from '../../../core/accounts/index.ts'
import { isoTime } from '../../../lib/clock.ts'
import { escapeHtml } from '../page.ts'
import { type FormPage, form } from './form.ts'

/** `/account/delete`: asks for the deletion of an account without the app (API.md, Other surfaces). */
export const deletionPage: FormPage = {
  path: '/account/delete',
  title: 'Delete an account',
  lead: (app) => {
    const name = escapeHtml(app.settings.get('instance.name'))
    const days = app.settings.get('accounts.graceDays')
    const grace =
      days === 0
        ? 'It is erased for good the same day.'
        : `It is erased for good after ${days} ${days === 1 ? 'day' : 'days'}; until then signing in brings everything back.`
    const support = escapeHtml(app.settings.get('instance.support'))
    return `<p>Here you can have your ${name} account deleted, with or without the app. Your account goes out of sight at once, and every device is signed out. ${grace}</p>
<h2>What is erased</h2>
<ul><li>your profile, photo, e-mail address and password</li><li>your posts, pictures and videos, comments and reactions</li><li>your messages and the media in them, also for those you wrote to</li><li>who you follow and who follows you, your bookmarks and notifications</li><li>your devices, sign-ins and places shared live</li></ul>
<h2>What is kept, and why</h2>
<ul><li>the number of the deleted account, without anything about you, so that a restored backup forgets you again</li><li>copies of what was reported to us, until the report is decided and its time to appeal is over</li><li>entries in the record of what operators decided, as the law asks of us</li></ul>
<p>You may want to <a href="/settings">take a copy of your data</a> first. If you cannot sign in any more, <a href="/reset-password">choose a new password</a>, or write to ${support}.</p>`
  },
  forms: [
    form({
      path: '/account/delete',
      heading: 'Say that it is you',
      fields: [
        { name: 'login', label: 'User name or e-mail address', kind: 'code', maxLength: 254, autocomplete: 'username' },
        { name: 'password', label: 'Password', kind: 'password', maxLength: 2048, autocomplete: 'current-password' },
        {
          name: 'totp',
          label: 'Code from your authenticator app',
          hint: 'Only if two-factor sign-in is on. A recovery code works too.',
          kind: 'code',
          optional: true,
          maxLength: 30,
          autocomplete: 'one-time-code',
        },
        { name: 'sure', label: 'I understand what is erased and what is kept.', kind: 'tick' },
      ],
      buttons: [{ label: 'Delete my account', isDangerous: true }],
      limits: ['signIn'],
      schema: deleteWithPasswordInput,
      act: async (context, input) => {
        const { eraseAfter } = await deleteWithPassword(context, input)
        const date = isoTime(eraseAfter).slice(0, 10)
        return {
          title: 'Your account is deleted',
          body: `<p>Nobody can see it any more, and every device is signed out. It is erased for good after <time datetime="${date}">${date}</time>.</p>
<p>If you change your mind, sign in before then and everything is back. We have mailed you what is written here.</p>`,
        }
      },
    }),
  ],
}
