import { verifyEmail, verifyEmailInput } from '../../../core/accounts/index.ts'
import { type FormPage, form } from './form.ts'
import { tokenFieldOf } from './token-field.ts'

/** `/verify-email`: where the mailed link leads. Opening it confirms nothing, since mail scanners open links. */
export const emailPage: FormPage = {
  path: '/verify-email',
  title: 'Confirm your e-mail address',
  lead: () => '<p>One click, and we know that mail reaches you. The link holds 24 hours and works once.</p>',
  forms: [
    form({
      path: '/verify-email',
      fields: [tokenFieldOf('from the mail')],
      buttons: [{ label: 'Confirm the address' }],
      limits: ['oneTimeToken'],
      schema: verifyEmailInput,
      act: async (context, input) => {
        await verifyEmail(context, input)
        return { title: 'Your address is confirmed', body: '<p>Thank you. <a href="/">Go to the community</a></p>' }
      },
    }),
  ],
}
