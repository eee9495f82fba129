import type { Role } from '../terminal/theme.ts'

const roles: Record<string, Role> = {
  suspended: 'danger',
  silenced: 'warning',
  deleted: 'muted',
  hidden: 'warning',
  held: 'warning',
  failed: 'danger',
  error: 'danger',
  fatal: 'danger',
  warn: 'warning',
  running: 'accent',
  paused: 'warning',
  open: 'accent',
  succeeded: 'good',
  ok: 'good',
  admin: 'accent',
  moderator: 'accent',
}

/** How a state is coloured; states that are not known here, which the API may add, stay plain. */
export function stateRole(state: string): Role {
  return roles[state] ?? 'plain'
}
