import { z } from 'zod'
import type { Context } from '../../../core/context.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { pageQuery, pageShape } from '../../../lib/fields.ts'
import { cutForLog, type RecentLine, recentLines } from '../../../lib/logger.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
const list = 'admin-log'
const longestText = 4000
const ownRoute = '"route":"/api/v1/admin/log"'

const listLogInput = pageQuery({
  level: z.enum(levels).optional().describe('This level and graver ones.'),
  query: z.string().trim().min(1).max(100).optional().describe('Words in the line.'),
})

const logLineShape = z
  .object({
    id: z.string().max(20),
    at: z.string().max(30),
    level: z.string().max(10),
    message: z.string().max(longestText + 40),
    fields: z
      .string()
      .max(longestText + 40)
      .describe('The rest of the line, as `name=value`.'),
  })
  .meta({ id: 'LogLine' })

/** What the server wrote to its log. */
export const adminLogEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/log',
    operation: 'listLog',
    tag: 'Operators: service',
    summary: 'The latest lines of the log, newest first',
    description:
      'Of the process that answers, since it was started: at most 2,000 lines. What is older, or of other processes, is ' +
      'where the log is kept.',
    access: 'admin',
    query: listLogInput,
    answers: { 200: pageShape(logLineShape) },
    failures: ['cursor_invalid'],
    answer: ({ context, query }) =>
      ok(
        pageOf(readLog(context, query), query.limit, presentLine, ({ number }) =>
          context.cursors.encode(list, [number]),
        ),
      ),
  }),
]

/** One line more than `limit` when there are more. */
function readLog({ log, cursors }: Context, input: z.output<typeof listLogInput>): RecentLine[] {
  const { level, query, cursor, limit } = input
  const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(cursors.decode(list, cursor)[0])
  const least = level === undefined ? 0 : levels.indexOf(level)
  const wanted: RecentLine[] = []
  for (const one of recentLines(log)) {
    if (wanted.length > limit) break
    // Reading the log writes a line to it; who follows it would see little else.
    if (one.number >= before || one.line.includes(ownRoute)) continue
    if (query !== undefined && !one.line.toLowerCase().includes(query.toLowerCase())) continue
    if (least > 0 && levels.indexOf(levelOf(one.line)) < least) continue
    wanted.push(one)
  }
  return wanted
}

// The level is the first field of each line.
function levelOf(line: string): (typeof levels)[number] {
  const [, level = 'info'] = /^\{"level":"(\w+)"/.exec(line) ?? []
  return level as (typeof levels)[number]
}

function presentLine({ number, line }: RecentLine): z.output<typeof logLineShape> {
  const { level, time, msg = '', requestId, ...told } = JSON.parse(line) as Record<string, unknown>
  // Last, because it says least.
  const rest = requestId === undefined ? told : { ...told, requestId }
  const fields = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return {
    id: String(number),
    at: String(time),
    level: String(level),
    message: cutForLog(String(msg), longestText),
    fields: cutForLog(fields.join(' '), longestText),
  }
}
