import { fileTakedown, takedownInput } from '../../../core/moderation/index.ts'
import { escapeHtml } from '../page.ts'
import { type FormPage, form, type Outcome } from './form.ts'

/** `/report`: asks for something to be taken down, without an account (API.md, Safety). */
export const reportPage: FormPage = {
  path: '/report',
  title: 'Report content',
  lead: (app) => {
    const name = escapeHtml(app.settings.get('instance.name'))
    const contact = app.settings.get('childSafety.contact')
    const direct = contact === '' ? '' : ` You can also reach our contact for child safety: ${escapeHtml(contact)}.`
    return `<p>This form is for anybody, with or without an account at ${name}. A person looks at every request, and you are told the outcome by mail within 48 hours. Intimate images published without consent are removed within that time.</p>
<p>If a child is in danger now, call the police first.${direct}</p>
<p>With an account, the quickest way is <strong>Report</strong> in the app, at the post, message or person itself.</p>`
  },
  forms: [
    form({
      path: '/report',
      fields: [
        {
          name: 'kind',
          label: 'What is it about?',
          kind: 'choice',
          options: [
            ['intimate_image', 'An intimate image of me, or of somebody I act for, that is here without consent'],
            ['child_safety', 'A child is abused, exploited or put in danger'],
            ['copyright', 'My work is used without my permission'],
            ['other', 'Something else that breaks the law or the guidelines'],
          ],
        },
        {
          name: 'url',
          label: 'Where is it?',
          hint: 'The address of the post, picture or profile. Several: one a line. If you have none, describe the way there.',
          kind: 'lines',
          maxLength: 2000,
        },
        {
          name: 'description',
          label: 'What is wrong with it?',
          hint: 'What we should see, and why it must go. For your own work: where the original is.',
          kind: 'lines',
          maxLength: 5000,
        },
        {
          name: 'contact',
          label: 'Your e-mail address',
          hint: 'Only for the answer. Whoever published it is not told.',
          kind: 'email',
          maxLength: 254,
          autocomplete: 'email',
        },
        {
          name: 'signature',
          label: 'Your full name',
          hint: 'It counts as your signature.',
          kind: 'line',
          maxLength: 200,
          autocomplete: 'name',
        },
        { name: 'true', label: 'What I say here is true, and I may ask for this.', kind: 'tick' },
      ],
      buttons: [{ label: 'Send the report' }],
      limits: ['takedowns'],
      schema: takedownInput,
      act: async (context, input) => {
        const { ticket } = await fileTakedown(context, input)
        // A page of its own, so that looking at it again sends nothing again.
        return { seeOther: `/report/sent/${ticket}` }
      },
    }),
  ],
}

/** What is shown after a report was sent; undefined for what is no ticket. */
export function receivedPage(ticket: string): Outcome | undefined {
  if (!/^T-\d{4}-\d{4}-\d{4}$/.test(ticket)) return undefined
  return {
    title: 'We have your report',
    body: `<p>Its number is</p><p class="ticket">${ticket}</p><p>Keep it: if you write to us about this, name it. Somebody looks at the report now, and the outcome is mailed to you within 48 hours.</p>`,
  }
}
