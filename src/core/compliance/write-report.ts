import { isoTime } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import type { ComplianceFacts, ComplianceLine } from './check-compliance.ts'
import type { MonthFigures } from './figures.ts'

const marks: Record<ComplianceLine['status'], string> = { ok: 'yes', warn: 'to do', fail: 'missing' }

/** A dated document in Markdown for the store's console and for whoever asks: what there is and where, and the figures. */
export function writeReport(
  context: Context,
  input: { facts: ComplianceFacts; lines: readonly ComplianceLine[]; figures: readonly MonthFigures[] },
): string {
  const { settings, instance } = context
  const at = (path: string): string => `${input.facts.publicUrl ?? instance.publicUrl}${path}`
  const name = inline(settings.get('instance.name'))
  return [
    `# ${name}: safety and compliance`,
    `As of ${isoTime(context.now())}, Momentum ${instance.version}.`,
    '## Addresses for the store',
    table(
      ['Asked for', 'Address'],
      [
        ['Privacy policy', at('/privacy')],
        ['Terms', at('/terms')],
        ['Community guidelines', at('/guidelines')],
        ['Child-safety standards', at('/safety/child-standards')],
        ['Child-safety contact', settings.get('childSafety.contact') || 'not set'],
        ['Account deletion on the web', at('/account/delete')],
        ['Reports without an account', at('/report')],
        ['Support', settings.get('instance.support')],
      ],
    ),
    '## What is asked, and how it stands',
    table(
      ['Requirement', 'There', 'How'],
      input.lines.map(({ name: line, status, detail }) => [line, marks[status], detail]),
    ),
    '## Figures by month',
    'Months are in UTC. Reports are what people sent; alike ones fold into one case. Accounts erased are told as far back as deletions are remembered.',
    table(
      [
        'Month',
        'Reports',
        'Cases opened',
        'Decided',
        'With action',
        'Median hours',
        'Automatic',
        'Appeals (overturned)',
        'Takedowns (removed)',
        'Accounts erased',
      ],
      input.figures.map((month) => [
        month.month,
        sum(month.reports),
        month.casesOpened,
        month.casesDecided,
        month.casesActioned,
        month.medianHours ?? '–',
        month.automaticActions,
        `${month.appeals.filed} (${month.appeals.overturned})`,
        `${month.takedowns.filed} (${month.takedowns.removed})`,
        month.accountsErased,
      ]),
    ),
    table(
      ['Month', 'Reports by reason', 'Actions by kind'],
      input.figures.map(({ month, reports, actions }) => [month, listed(reports), listed(actions)]),
    ),
    '',
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => inline(String(cell))).join(' | ')} |`
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}

// What people chose as names must not break the table, nor be taken for markup.
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|]/g, '\\$&')
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}

function listed(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([what, count]) => `${count} ${what}`)
  return parts.length === 0 ? '–' : parts.join(', ')
}
