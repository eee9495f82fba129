import type { Binding } from '../bindings.ts'
import { type ActField, type ActTarget, durationField, reasonField } from '../frame/act-dialog.tsx'
import type { ScreenTools } from '../frame/screen.ts'
import { actBinding } from './act-binding.ts'

const many = 'people'
const noteField: ActField = { name: 'text', label: 'note', kind: 'text', required: true, isWord: true }

/** What a moderator can do to people; the same keys in the list and on a person's own screen. */
export function personBindings(tools: ScreenTools, targets: () => ActTarget[], after: () => void): Binding[] {
  const common = { targets, after, many }
  const timed = [reasonField, durationField]
  return [
    actBinding(tools, {
      ...common,
      key: 'w',
      label: 'warn',
      act: 'users.warn',
      verb: 'Warn',
      did: 'warned',
      shown: 'footer',
    }),
    actBinding(tools, {
      ...common,
      key: 'm',
      label: 'silence',
      act: 'users.silence',
      verb: 'Silence',
      did: 'silenced',
      fields: timed,
      shown: 'footer',
      about: 'May read, but not publish or write, until it ends.',
    }),
    actBinding(tools, {
      ...common,
      key: 's',
      label: 'suspend',
      act: 'users.suspend',
      verb: 'Suspend',
      did: 'suspended',
      fields: timed,
      typed: true,
      shown: 'footer',
      about: 'Ends every session at once and hides the person and what they posted until it ends.',
    }),
    actBinding(tools, {
      ...common,
      key: 'r',
      label: 'restore',
      act: 'users.restore',
      verb: 'Restore',
      did: 'restored',
      shown: 'footer',
      about: 'Lifts every sanction in force.',
    }),
    actBinding(tools, {
      ...common,
      key: 'n',
      label: 'note',
      act: 'users.note',
      verb: 'Note about',
      did: 'noted about',
      fields: [noteField],
    }),
    actBinding(tools, {
      ...common,
      key: 'v',
      label: 'verify',
      act: 'users.verify',
      verb: 'Verify',
      did: 'verified',
      about: 'Marks them as who they say they are.',
    }),
    actBinding(tools, {
      ...common,
      key: 'x',
      label: 'sign out',
      act: 'users.sign-out',
      verb: 'Sign out',
      did: 'signed out',
      about: 'Ends every session.',
    }),
    actBinding(tools, {
      ...common,
      key: 'p',
      label: 'reset password',
      act: 'users.reset-password',
      verb: 'Reset the password of',
      did: 'password reset begun for',
      typed: true,
      about: 'Ends every session and mails a link for a new password.',
    }),
    actBinding(tools, {
      ...common,
      key: 'd',
      label: 'delete',
      act: 'users.delete',
      verb: 'Delete',
      did: 'deleted',
      typed: true,
      about: 'Gone from view at once, erased after the grace time.',
    }),
  ]
}
