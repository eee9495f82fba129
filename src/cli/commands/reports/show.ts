import { resolve } from 'node:path'
import type { AdminCaseDetail, KeptPicture } from '../../api-types.ts'
import { api } from '../../command.ts'
import { wrongUsage } from '../../failures.ts'
import { deadline, id, number, state, text, time } from '../../output/columns.ts'
import { section } from '../../output/detail.ts'
import { showCommand } from '../../show-command.ts'
import { savePictures } from './save-pictures.ts'

export const { define: defineShow, run: runShow } = showCommand<AdminCaseDetail>({
  about:
    'The evidence is what it was when it was reported; later edits and deletions do not change it. Its pictures are saved ' +
    'with --save, which is written to the audit log, once for each.',
  arguments: [{ name: 'case', summary: 'id of a case, or of a report in it' }],
  flags: [
    { flags: '--save <folder>', summary: 'save the pictures and videos of the evidence there' },
    {
      flags: '--reason <text>',
      summary: 'why they are looked at, for the audit log (default: the reason of the case)',
    },
  ],
  examples: ['momentum reports show <case>', 'momentum reports show <case> --save /tmp/case'],
  prepare: async ({ flags }) => {
    if (flags.reason !== undefined && flags.save === undefined) throw wrongUsage('--reason goes with --save.')
    return {}
  },
  also: async (invocation, found, connection) => {
    const folder = invocation.flags.save as string | undefined
    if (folder !== undefined) await savePictures(invocation, connection, { found, folder: resolve(folder) })
  },
  path: ({ args }) => api`/admin/cases/${args[0]!}`,
  fields: [
    id('Case', (found) => found.id),
    text('About', (found) => `${found.subject.type} ${found.subject.name ?? ''}`.trim()),
    text('Subject id', (found) => found.subject.id),
    text('Reason', (found) => found.reason),
    state('State', (found) => found.state),
    number('Reports', (found) => found.reports),
    deadline('Due', (found) => found.dueAt),
    text('Claimed by', (found) => found.claimedBy?.name),
    time('Claimed till', (found) => found.claimedUntil),
    time('Since', (found) => found.createdAt),
    time('Decided', (found) => found.resolvedAt),
  ],
  sections: [
    section<AdminCaseDetail, AdminCaseDetail['evidence'][number]>(
      'Evidence',
      (found) => found.evidence,
      [
        time('When', (item) => item.at),
        text('What', (item) => item.type),
        text('By', (item) => item.author?.username),
        text('Text', (item) => item.text),
        text('Seen at', (item) => item.url, { drop: 1 }),
      ],
      (item) => item.text,
    ),
    section<AdminCaseDetail, KeptPicture>('Pictures', (found) => found.evidence.flatMap(({ pictures }) => pictures), [
      text('Kind', (picture) => picture.kind),
      text('Size', (picture) => `${picture.width}×${picture.height}`),
      text('Length', (picture) => (picture.durationMs === null ? null : `${Math.round(picture.durationMs / 1000)} s`)),
      text('Shows', (picture) => picture.alt, { drop: 1 }),
      text('Address', (picture) => picture.url, { drop: 2 }),
    ]),
    section<AdminCaseDetail, AdminCaseDetail['earlier'][number]>('Before', (found) => found.earlier, [
      id('Case', (earlier) => earlier.id),
      text('About', (earlier) => earlier.subject.type),
      text('Reason', (earlier) => earlier.reason),
      state('State', (earlier) => earlier.state),
      text('Done', (earlier) => earlier.actions.join(', ')),
      time('Since', (earlier) => earlier.createdAt),
    ]),
    section<AdminCaseDetail, AdminCaseDetail['filed'][number]>(
      'Filed',
      (found) => found.filed,
      [
        time('When', (report) => report.createdAt),
        text('By', (report) => report.reporter?.username),
        text('Reason', (report) => report.reason),
        text('Right before', (report) => (report.accuracy === null ? null : `${Math.round(report.accuracy * 100)} %`), {
          drop: 1,
        }),
        text('Comment', (report) => report.comment),
      ],
      (report) => report.comment,
    ),
    section<AdminCaseDetail, AdminCaseDetail['history'][number]>('History', (found) => found.history, [
      time('When', (entry) => entry.createdAt),
      text('By', (entry) => entry.by),
      state('Action', (entry) => entry.action),
      text('Reason', (entry) => entry.reason),
    ]),
  ],
  next: (found) =>
    found.state === 'resolved' || found.state === 'dismissed'
      ? [`momentum audit list --subject ${found.id}`]
      : [
          ...(found.evidence.some(({ pictures }) => pictures.length > 0)
            ? [`momentum reports show ${found.id} --save <folder>  (its pictures)`]
            : []),
          `momentum reports claim ${found.id}  (so that nobody else decides it)`,
          `momentum reports resolve ${found.id} --action hide --action warn --reason "…"`,
          `momentum reports dismiss ${found.id} --reason "…"`,
        ],
})
