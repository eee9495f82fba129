import { hasAdmin, setUp, setUpInput } from '../../../core/accounts/index.ts'
import { operatorPasswordMinLength } from '../../../lib/password-rules.ts'
import { sessionCookie } from '../../session-cookie.ts'
import { escapeHtml } from '../page.ts'
import { type FormPage, form } from './form.ts'
import { tokenFieldOf } from './token-field.ts'

/** `/setup`: makes the first admin by the link that the first start prints. Not there once there is one. */
export const setUpPage: FormPage = {
  path: '/setup',
  title: 'Make the first admin',
  isThere: async (app) => !(await hasAdmin(app.db.read)),
  lead: (app) =>
    `<p>${escapeHtml(app.settings.get('instance.name'))} runs, and nobody looks after it yet. With the link that the server printed when it started, you make the account that does. The link holds 24 hours and works once; starting the server again prints another.</p>`,
  forms: [
    form({
      path: '/setup',
      fields: [
        tokenFieldOf('that the server printed'),
        {
          name: 'username',
          label: 'User name',
          hint: 'Letters a to z, digits, “_” and “.”.',
          kind: 'code',
          maxLength: 30,
          autocomplete: 'username',
        },
        {
          name: 'displayName',
          label: 'Name that people see',
          kind: 'line',
          optional: true,
          maxLength: 50,
          autocomplete: 'name',
        },
        { name: 'email', label: 'E-mail address', kind: 'email', maxLength: 254, autocomplete: 'email' },
        {
          name: 'password',
          label: 'Password',
          hint: `At least ${operatorPasswordMinLength} characters, because it opens everything. Several words are good.`,
          kind: 'password',
          maxLength: 2048,
          autocomplete: 'new-password',
        },
      ],
      buttons: [{ label: 'Make the account' }],
      limits: ['oneTimeToken'],
      schema: setUpInput.omit({ session: true, deviceName: true }),
      act: async (context, input) => {
        const { token } = await setUp(context, { ...input, session: 'cookie' })
        return {
          title: 'You are the admin',
          body: `<p>The account is made, and you are signed in on this device.</p>
<ol><li>Switch two-factor sign-in on in <a href="/settings">the settings</a>; without it your rights as operator rest after some days.</li><li>Write who you are and what holds here: <code>momentum settings set instance.name …</code></li><li>Look whether all is well: <code>momentum doctor</code></li></ol>
<p><a class="button" href="/">Go to the community</a></p>`,
          headers: { 'Set-Cookie': sessionCookie(context.instance, token) },
        }
      },
    }),
  ],
}
