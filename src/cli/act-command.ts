import { cleanForTerminal } from '../lib/terminal-text.ts'
import type { ChangeAnswer, PlanAnswer, PlannedRequest } from './api-types.ts'
import {
  type ArgumentSpec,
  type DefinedCommand,
  defineCommand,
  type FlagSpec,
  flagValues,
  type Invocation,
} from './command.ts'
import type { Connection, RequestOptions } from './connection.ts'
import { exitCodes, isCommandFailure } from './failures.ts'
import { safeJson } from './output/json.ts'
import { duringWork } from './output/progress.ts'
import { reportFailure } from './output/report-failure.ts'
import { say } from './output/say.ts'
import { dim, green, type Part, renderParts } from './output/style.ts'
import { makeSure, reasonFor } from './prompts/make-sure.ts'

export interface ActSpec<Answer> {
  about?: string
  /** With an argument that may be many, each of them is one request; otherwise there is one request. */
  arguments?: ArgumentSpec[]
  /** Flags with a `body` or `query` are sent along. */
  flags?: FlagSpec[]
  examples?: string[]
  /** POST unless told. */
  method?: PlannedRequest['method']
  path: string | ((target: string, invocation: Invocation) => string)
  /** More of the body than the flags give, asked for where needed. Throws when it is called wrongly. */
  body?: (invocation: Invocation, target: string) => Record<string, unknown> | Promise<Record<string, unknown>>
  /** Whether a reason must be given (asked for on a terminal), may be, or has no place. */
  reason: 'required' | 'optional' | 'none'
  /** How sure the operator must be: not asked, asked yes or no, or the name typed. */
  confirm: 'no' | 'ask' | 'type'
  /** What is asked, in words: `Suspend @ada and @bob for 7 days?` */
  question?: (targets: string[], invocation: Invocation) => string
  /** What was done, in words: `Suspended @ada for 7 days.` */
  done: (answer: Answer, target: string, invocation: Invocation) => Part | Part[]
  /** For long work: what is shown while it runs. The answer is waited for as long as it takes. */
  progress?: string
  /** The body holds a secret, so no plan is printed of it. */
  secret?: boolean
}

/** A command that changes something through the API, says its audit id and how to undo it, and can plan instead. */
export function actCommand<Answer extends ChangeAnswer>(spec: ActSpec<Answer>): DefinedCommand {
  const flags = [...(spec.flags ?? [])]
  if (spec.reason !== 'none') {
    flags.push({
      flags: '--reason <text>',
      summary: `why, for the audit log${spec.reason === 'required' ? ' (needed)' : ''}`,
    })
  }
  if (spec.confirm !== 'no') flags.push({ flags: '-y, --yes', summary: 'do not ask' })
  if (!spec.secret) flags.push({ flags: '--plan', summary: 'print what would change as JSON, for momentum apply' })
  return defineCommand({
    about: spec.about,
    arguments: spec.arguments,
    flags,
    examples: spec.examples,
    run: (invocation) => runActCommand(spec, invocation),
  })
}

async function runActCommand<Answer extends ChangeAnswer>(spec: ActSpec<Answer>, invocation: Invocation) {
  const { flags, args } = invocation
  const many = spec.arguments?.at(-1)?.many === true
  const targets = many ? [...new Set(args.slice((spec.arguments?.length ?? 1) - 1))] : [args[0] ?? '']
  const planned = flags.plan === true
  const ask = spec.confirm !== 'no' && !planned
  const question = spec.question?.(targets, invocation) ?? 'Do this?'
  if (ask) makeSure.possible(invocation)
  const reason = spec.reason === 'none' ? undefined : await reasonFor(invocation, spec.reason === 'required')
  const requests: PlannedRequest[] = []
  for (const target of targets) requests.push(await requestOf(spec, invocation, target, reason))
  if (ask) await makeSure.asked(invocation, spec.confirm === 'type' ? nameOf(targets) : null, question)
  const connection = await invocation.connect()
  if (planned) return await printPlan(invocation, connection, requests)
  return await carryOut(spec, invocation, connection, targets, requests)
}

async function requestOf<Answer>(
  spec: ActSpec<Answer>,
  invocation: Invocation,
  target: string,
  reason: string | undefined,
): Promise<PlannedRequest> {
  const query = flagValues(spec.flags, 'query', invocation.flags) as Record<string, string>
  const body = { ...flagValues(spec.flags, 'body', invocation.flags), ...(await spec.body?.(invocation, target)) }
  return {
    method: spec.method ?? 'POST',
    path: typeof spec.path === 'string' ? spec.path : spec.path(target, invocation),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    body: reason === undefined ? body : { ...body, reason },
  }
}

/** Sends a planned request; with `plan` it only asks what would change. */
export async function sendRequest<Answer>(
  connection: Connection,
  request: PlannedRequest,
  options: RequestOptions & { plan?: boolean },
): Promise<Answer> {
  const { plan, ...rest } = options
  const sent = { ...rest, query: { ...request.query, ...(plan ? { plan: true } : {}) } }
  const method = request.method.toLowerCase() as 'post' | 'patch' | 'put' | 'delete'
  return await connection[method]<Answer>(request.path, request.body, sent)
}

async function printPlan(invocation: Invocation, connection: Connection, requests: PlannedRequest[]): Promise<number> {
  const plan: unknown[] = []
  for (const request of requests) {
    const answer = await sendRequest<PlanAnswer>(connection, request, { plan: true, signal: invocation.signal })
    plan.push(...answer.plan)
  }
  invocation.terminal.out(`${safeJson({ plan, requests }, 2)}\n`)
  return exitCodes.done
}

// With several targets one failure does not keep the others from being done; the worst exit code is the command's.
async function carryOut<Answer extends ChangeAnswer>(
  spec: ActSpec<Answer>,
  invocation: Invocation,
  connection: Connection,
  targets: string[],
  requests: PlannedRequest[],
): Promise<number> {
  const { terminal, globals, signal } = invocation
  const answers: Answer[] = []
  let worst = exitCodes.done as number
  for (const [index, target] of targets.entries()) {
    try {
      const send = () =>
        sendRequest<Answer>(connection, requests[index]!, { signal, ...(spec.progress ? { timeoutMs: 0 } : {}) })
      const answer = spec.progress ? await duringWork(terminal, spec.progress, send) : await send()
      answers.push(answer)
      if (!globals.json) printChange(invocation, target, answer, spec.done(answer, target, invocation))
    } catch (error) {
      if (targets.length === 1 || !isCommandFailure(error) || error.exitCode === exitCodes.stopped) throw error
      reportFailure(terminal, error, { json: globals.json, about: target })
      worst = Math.max(worst, error.exitCode)
    }
  }
  if (globals.json) {
    const shape = targets.length === 1 ? answers[0] : { items: answers, nextCursor: null }
    terminal.out(`${safeJson(shape, 2)}\n`)
  }
  return worst
}

/** Says what was done: a line, the audit id and the way back for a person; audit id, target and line for a pipe. */
export function printChange(
  invocation: Invocation,
  target: string,
  answer: ChangeAnswer | null,
  done: Part | Part[],
): void {
  const { terminal } = invocation
  const parts = Array.isArray(done) ? done : [done]
  const auditId = answer?.auditId ?? null
  if (!terminal.isPerson) {
    const cells = [auditId ?? '', target].map((cell) => cleanForTerminal(cell))
    terminal.out(`${[...cells, renderParts(parts, false)].join('\t')}\n`)
    return
  }
  say(terminal, green('✓ '), ...parts)
  if (auditId === null) return
  const undo: Part[] = answer?.undoable === false ? [] : [dim(', to undo it: '), `momentum undo ${auditId}`]
  say(terminal, dim('  Audit entry '), auditId, ...undo)
}

function nameOf(targets: string[]): string {
  return targets.length === 1 ? targets[0]! : `delete ${targets.length}`
}
