import { forgotPassword, forgotPasswordInput, resetPassword, resetPasswordInput } from '../../../core/accounts/index.ts'
import { type FormPage, form } from './form.ts'
import { tokenFieldOf } from './token-field.ts'

/** `/reset-password`: where the mailed link leads, and where another is to be had. */
export const resetPage: FormPage = {
  path: '/reset-password',
  title: 'Choose a new password',
  lead: (app) =>
    `<p>At least ${app.settings.get('accounts.passwordLength')} characters; several words are good. Every device is signed out, so that only who knows the new password comes in.</p>`,
  forms: [
    form({
      path: '/reset-password',
      fields: [
        tokenFieldOf('from the mail'),
        { name: 'password', label: 'New password', kind: 'password', maxLength: 2048, autocomplete: 'new-password' },
      ],
      buttons: [{ label: 'Change the password' }],
      limits: ['oneTimeToken'],
      schema: resetPasswordInput,
      act: async (context, input) => {
        await resetPassword(context, input)
        return {
          title: 'Your password is changed',
          body: '<p>Every device has been signed out. Sign in with the new password in the app, or <a href="/">here</a>.</p>',
        }
      },
    }),
    form({
      path: '/reset-password/link',
      heading: 'No link, or an old one?',
      fields: [
        { name: 'login', label: 'User name or e-mail address', kind: 'code', maxLength: 254, autocomplete: 'username' },
      ],
      buttons: [{ label: 'Mail me a link' }],
      limits: ['forgot'],
      schema: forgotPasswordInput,
      act: async (context, input) => {
        await forgotPassword(context, input)
        return {
          title: 'Look into your mail',
          body: '<p>If there is an account with this name or address, a link to choose a new password is on its way. It holds 30 minutes and works once.</p>',
        }
      },
    }),
  ],
}
