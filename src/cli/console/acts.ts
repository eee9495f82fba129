/**
 * Every change the console can make: the admin route it calls and the command that does the same. One table, so that
 * what is shown to the operator and what is sent cannot drift apart. `:id` is the subject.
 */
export const acts = {
  'users.warn': { method: 'POST', path: '/admin/users/:id/warn', command: 'users warn' },
  'users.silence': { method: 'POST', path: '/admin/users/:id/silence', command: 'users silence' },
  'users.suspend': { method: 'POST', path: '/admin/users/:id/suspend', command: 'users suspend' },
  'users.restore': { method: 'POST', path: '/admin/users/:id/restore', command: 'users restore' },
  'users.verify': { method: 'POST', path: '/admin/users/:id/verify', command: 'users verify' },
  'users.reset-password': { method: 'POST', path: '/admin/users/:id/reset-password', command: 'users reset-password' },
  'users.sign-out': { method: 'POST', path: '/admin/users/:id/sign-out', command: 'users sign-out' },
  'users.delete': { method: 'POST', path: '/admin/users/:id/delete', command: 'users delete' },
  'users.note': { method: 'POST', path: '/admin/users/:id/notes', command: 'users note' },
  'posts.hide': { method: 'POST', path: '/admin/posts/:id/hide', command: 'posts hide' },
  'posts.restore': { method: 'POST', path: '/admin/posts/:id/restore', command: 'posts restore' },
  'posts.delete': { method: 'POST', path: '/admin/posts/:id/delete', command: 'posts delete' },
  'comments.hide': { method: 'POST', path: '/admin/comments/:id/hide', command: 'comments hide' },
  'comments.restore': { method: 'POST', path: '/admin/comments/:id/restore', command: 'comments restore' },
  'comments.delete': { method: 'POST', path: '/admin/comments/:id/delete', command: 'comments delete' },
  'messages.hide': { method: 'POST', path: '/admin/messages/:id/hide', command: 'messages hide' },
  'messages.restore': { method: 'POST', path: '/admin/messages/:id/restore', command: 'messages restore' },
  'messages.delete': { method: 'POST', path: '/admin/messages/:id/delete', command: 'messages delete' },
  'cases.claim': { method: 'POST', path: '/admin/cases/:id/claim', command: 'reports claim' },
  'cases.release': { method: 'POST', path: '/admin/cases/:id/release', command: 'reports release' },
  'cases.resolve': { method: 'POST', path: '/admin/cases/:id/resolve', command: 'reports resolve' },
  'cases.dismiss': { method: 'POST', path: '/admin/cases/:id/dismiss', command: 'reports dismiss' },
  'appeals.uphold': { method: 'POST', path: '/admin/appeals/:id/uphold', command: 'appeals uphold' },
  'appeals.overturn': { method: 'POST', path: '/admin/appeals/:id/overturn', command: 'appeals overturn' },
  'videos.hide': { method: 'POST', path: '/admin/videos/:id/hide', command: 'videos hide' },
  'videos.restore': { method: 'POST', path: '/admin/videos/:id/restore', command: 'videos restore' },
  'jobs.run': { method: 'POST', path: '/admin/jobs/:id/run', command: 'jobs run' },
  'jobs.pause': { method: 'POST', path: '/admin/jobs/:id/pause', command: 'jobs pause' },
  'jobs.resume': { method: 'POST', path: '/admin/jobs/:id/resume', command: 'jobs resume' },
  'filters.add': { method: 'POST', path: '/admin/filters', command: 'filters add' },
  'filters.remove': { method: 'DELETE', path: '/admin/filters/:id', command: 'filters remove' },
  'settings.set': { method: 'PATCH', path: '/admin/settings', command: 'settings set' },
  undo: { method: 'POST', path: '/admin/audit/:id/undo', command: 'undo' },
} as const satisfies Record<string, { method: string; path: string; command: string }>

export type ActName = keyof typeof acts

export interface CommandWords {
  /** What follows the subjects, such as the text of a note. */
  words?: readonly string[]
  /** Flags by name; a list gives its flag once for each value, `true` the flag alone, and empty ones are left out. */
  flags?: Readonly<Record<string, string | true | readonly string[] | null | undefined>>
}

/** The command line that does the same as an act: `momentum users suspend ada --reason spam --for 7d`. */
export function commandFor(
  name: ActName,
  subjects: readonly string[],
  { words = [], flags = {} }: CommandWords = {},
): string {
  const given = Object.entries(flags).flatMap(([flag, value]) =>
    value === true
      ? [`--${flag}`]
      : [value ?? '']
          .flat()
          .filter((one) => one !== '')
          .map((one) => `--${flag} ${quote(one)}`),
  )
  return ['momentum', acts[name].command, ...[...subjects, ...words].map(quote), ...given].join(' ')
}

/** A word as a shell takes it. */
export function quote(word: string): string {
  return /^[\w.,:@/+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
