import { z } from 'zod'
import { answerLoginAlertByMail } from '../../../core/accounts/index.ts'
import { tokenField } from '../../../lib/fields.ts'
import { type FormPage, form } from './form.ts'
import { tokenFieldOf } from './token-field.ts'

/** `/login-alert`: where the mail about a strange sign-in leads; opening it says nothing yet. */
export const loginAlertPage: FormPage = {
  path: '/login-alert',
  title: 'Was this sign-in you?',
  lead: () =>
    '<p>The mail that brought you here says when, on which device and from which address somebody signed in to your account.</p><p>If it was not you, that device is signed out at once, your password stops working, and a mail lets you choose a new one.</p>',
  forms: [
    form({
      path: '/login-alert',
      fields: [tokenFieldOf('from the mail')],
      buttons: [
        { label: 'Yes, it was me', name: 'answer', value: 'confirm' },
        { label: 'No, it was not me', name: 'answer', value: 'deny', isDangerous: true },
      ],
      limits: ['oneTimeToken'],
      schema: z.strictObject({ token: tokenField(), answer: z.enum(['confirm', 'deny'], 'Say yes or no.') }),
      act: async (context, input) => {
        await answerLoginAlertByMail(context, input)
        return input.answer === 'confirm'
          ? { title: 'Thank you', body: '<p>The device stays signed in, and we shall know it next time.</p>' }
          : {
              title: 'That device is signed out',
              body: '<p>Because whoever it was knew your password, it opens nothing any more. A mail to choose a new one is on its way; its link holds 30 minutes.</p><p>If you use the same password elsewhere, change it there too.</p>',
            }
      },
    }),
  ],
}
