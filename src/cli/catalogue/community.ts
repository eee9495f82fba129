import { type Catalogue, type Row, row } from './row.ts'

const contentVerbs = (kind: 'posts' | 'comments' | 'messages', one: string): Row[] => [
  row(
    'list',
    kind === 'messages' ? 'list messages, with a reason that is audited' : `list and search ${kind}`,
    async () => (await import('../commands/content/list.ts')).defineList(kind),
  ),
  row('show', kind === 'messages' ? 'show one message, with a reason that is audited' : `show one ${one}`, async () =>
    (await import('../commands/content/show.ts')).defineShow(kind),
  ),
  row('hide', `hide ${kind} from everyone but their author`, async () =>
    (await import('../commands/content/hide.ts')).defineHide(kind),
  ),
  row('restore', `show hidden ${kind} again`, async () =>
    (await import('../commands/content/restore.ts')).defineRestore(kind),
  ),
  row('delete', `delete ${kind}`, async () => (await import('../commands/content/delete.ts')).defineDelete(kind)),
]

/** The commands about people and what they publish. */
export const communityCommands: Catalogue = [
  {
    name: 'users',
    summary: 'see and look after people',
    group: 'People',
    verbs: [
      row('list', 'list and search people', async () => (await import('../commands/users/list.ts')).defineList),
      row(
        'show',
        'show one person with sessions, reports, notes and strikes',
        async () => (await import('../commands/users/show.ts')).defineShow,
      ),
      row(
        'create',
        "create an account, such as the first admin's",
        async () => (await import('../commands/users/create.ts')).defineCreate,
      ),
      row(
        'edit',
        "change a person's profile, address or role",
        async () => (await import('../commands/users/edit.ts')).defineEdit,
      ),
      row(
        'note',
        'keep a note that only operators see',
        async () => (await import('../commands/users/note.ts')).defineNote,
      ),
      row('warn', 'warn people', async () => (await import('../commands/users/warn.ts')).defineWarn),
      row(
        'silence',
        'keep people from publishing',
        async () => (await import('../commands/users/silence.ts')).defineSilence,
      ),
      row(
        'unsilence',
        'let silenced people publish again',
        async () => (await import('../commands/users/unsilence.ts')).defineUnsilence,
      ),
      row(
        'suspend',
        "end people's sessions and keep them out",
        async () => (await import('../commands/users/suspend.ts')).defineSuspend,
      ),
      row(
        'unsuspend',
        'let suspended people in again',
        async () => (await import('../commands/users/unsuspend.ts')).defineUnsuspend,
      ),
      row(
        'restore',
        'lift every current sanction of a person',
        async () => (await import('../commands/users/restore.ts')).defineRestore,
      ),
      row(
        'verify',
        'mark people as who they say they are',
        async () => (await import('../commands/users/verify.ts')).defineVerify,
      ),
      row(
        'reset-password',
        "end a person's sessions and mail a link for a new password",
        async () => (await import('../commands/users/reset-password.ts')).defineResetPassword,
      ),
      row(
        'sign-out',
        'end every session of a person',
        async () => (await import('../commands/users/sign-out.ts')).defineSignOut,
      ),
      row(
        'export',
        'save everything about a person as a zip',
        async () => (await import('../commands/users/export.ts')).defineExport,
      ),
      row(
        'delete',
        "delete a person's account",
        async () => (await import('../commands/users/delete.ts')).defineDelete,
      ),
    ],
  },
  {
    name: 'invites',
    summary: 'hand out and take back invitations',
    group: 'People',
    verbs: [
      row('list', 'list invitations', async () => (await import('../commands/invites/list.ts')).defineList),
      row(
        'create',
        'make an invitation code',
        async () => (await import('../commands/invites/create.ts')).defineCreate,
      ),
      row('revoke', 'take invitations back', async () => (await import('../commands/invites/revoke.ts')).defineRevoke),
    ],
  },
  {
    name: 'announce',
    summary: 'send everyone a notice',
    group: 'People',
    load: async () => (await import('../commands/announce/announce.ts')).defineAnnounce,
  },
  {
    name: 'posts',
    summary: 'see and moderate posts',
    group: 'Content',
    verbs: contentVerbs('posts', 'post'),
  },
  {
    name: 'comments',
    summary: 'see and moderate comments',
    group: 'Content',
    verbs: contentVerbs('comments', 'comment'),
  },
  {
    name: 'messages',
    summary: 'see and moderate messages that were reported',
    group: 'Content',
    verbs: contentVerbs('messages', 'message'),
  },
  {
    name: 'media',
    summary: 'look after stored files',
    group: 'Content',
    verbs: [
      row('usage', 'show how much is stored', async () => (await import('../commands/media/usage.ts')).defineUsage),
      row(
        'sweep',
        'remove files that nothing uses',
        async () => (await import('../commands/media/sweep.ts')).defineSweep,
      ),
      row(
        'verify',
        'check that every file is there and whole',
        async () => (await import('../commands/media/verify.ts')).defineVerify,
      ),
    ],
  },
  {
    name: 'reports',
    summary: 'work through what people reported',
    group: 'Moderation',
    verbs: [
      row(
        'list',
        'list the cases that wait for a decision',
        async () => (await import('../commands/reports/list.ts')).defineList,
      ),
      row(
        'show',
        'show a case with its evidence and history',
        async () => (await import('../commands/reports/show.ts')).defineShow,
      ),
      row(
        'claim',
        'take cases, so that nobody else decides them',
        async () => (await import('../commands/reports/claim.ts')).defineClaim,
      ),
      row(
        'release',
        'give claimed cases back',
        async () => (await import('../commands/reports/release.ts')).defineRelease,
      ),
      row(
        'resolve',
        'decide cases and act',
        async () => (await import('../commands/reports/resolve.ts')).defineResolve,
      ),
      row(
        'dismiss',
        'close cases without acting',
        async () => (await import('../commands/reports/dismiss.ts')).defineDismiss,
      ),
    ],
  },
  {
    name: 'appeals',
    summary: 'decide on appeals',
    group: 'Moderation',
    verbs: [
      row('list', 'list appeals', async () => (await import('../commands/appeals/list.ts')).defineList),
      row(
        'show',
        'show an appeal and what it is about',
        async () => (await import('../commands/appeals/show.ts')).defineShow,
      ),
      row('uphold', 'let the decision stand', async () => (await import('../commands/appeals/uphold.ts')).defineUphold),
      row(
        'overturn',
        'undo the decision',
        async () => (await import('../commands/appeals/overturn.ts')).defineOverturn,
      ),
    ],
  },
  {
    name: 'takedowns',
    summary: 'answer the public takedown form',
    group: 'Moderation',
    verbs: [
      row(
        'list',
        'list takedown requests by their clocks',
        async () => (await import('../commands/takedowns/list.ts')).defineList,
      ),
      row(
        'resolve',
        'answer takedown requests',
        async () => (await import('../commands/takedowns/resolve.ts')).defineResolve,
      ),
    ],
  },
  {
    name: 'filters',
    summary: 'hold, hide or flag what people publish',
    group: 'Moderation',
    verbs: [
      row('list', 'list filters', async () => (await import('../commands/filters/list.ts')).defineList),
      row('add', 'add a filter', async () => (await import('../commands/filters/add.ts')).defineAdd),
      row('remove', 'remove filters', async () => (await import('../commands/filters/remove.ts')).defineRemove),
      row(
        'test',
        'try a filter on what was published already',
        async () => (await import('../commands/filters/test.ts')).defineTest,
      ),
    ],
  },
  {
    name: 'audit',
    summary: 'read what was done, by whom and why',
    group: 'Moderation',
    verbs: [
      row('list', 'list audit entries', async () => (await import('../commands/audit/list.ts')).defineList),
      row(
        'show',
        'show one audit entry, before and after',
        async () => (await import('../commands/audit/show.ts')).defineShow,
      ),
    ],
  },
  {
    name: 'undo',
    summary: 'undo what an audit entry says was done',
    group: 'Moderation',
    load: async () => (await import('../commands/undo/undo.ts')).defineUndo,
  },
  {
    name: 'apply',
    summary: 'carry out what --plan printed',
    group: 'Moderation',
    load: async () => (await import('../commands/apply/apply.ts')).defineApply,
  },
]
