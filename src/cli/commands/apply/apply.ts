import { readFile } from 'node:fs/promises'
import { printChange, sendRequest } from '../../act-command.ts'
import type { ChangeAnswer, PlanAnswer, PlannedEffect, PlannedRequest } from '../../api-types.ts'
import { defineCommand, type Invocation } from '../../command.ts'
import type { Connection } from '../../connection.ts'
import { failed, wrongUsage } from '../../failures.ts'
import { safeJson } from '../../output/json.ts'
import { startProgress } from '../../output/progress.ts'
import { remark } from '../../output/say.ts'
import { bold, dim, yellow } from '../../output/style.ts'
import { makeSure } from '../../prompts/make-sure.ts'
import { readPlan, samePlan } from './plan.ts'

export const { define: defineApply, run: runApply } = defineCommand({
  about:
    'A plan is what a command with --plan printed. Before anything is done the server is asked again; when something else would change than was planned, nothing is done unless you say so.',
  arguments: [{ name: 'file', summary: 'the plan, or - for the input' }],
  flags: [{ flags: '-y, --yes', summary: 'do not ask' }],
  examples: [
    'momentum users suspend ada bob --reason "spam" --plan > plan.json; momentum apply plan.json',
    'momentum apply plan.json --yes',
  ],
  run: applyPlan,
})

async function applyPlan(invocation: Invocation): Promise<void> {
  const { terminal, globals, args } = invocation
  const file = args[0]!
  if (file === '-' && !invocation.flags.yes)
    throw wrongUsage('The input holds the plan, so nobody can be asked.', 'Add --yes.')
  makeSure.possible(invocation)
  const plan = readPlan(
    file === '-' ? await readInput(invocation) : await readFile(file, 'utf8').catch(unreadable(file)),
  )
  const connection = await invocation.connect()
  const fresh = await planAgain(connection, plan.requests, invocation.signal)
  if (!globals.json) showPlan(invocation, fresh)
  const changed = !samePlan(plan.plan, fresh)
  if (changed && !terminal.canPrompt) {
    throw failed('Something else would change now than was planned. Nothing was done.', 'Plan again, and look at it.')
  }
  if (changed) remark(terminal, yellow('Something else would change now than was planned.'))
  // A changed plan was not agreed to, so --yes does not cover it.
  const flags = changed ? { ...invocation.flags, yes: false } : invocation.flags
  await makeSure.asked({ ...invocation, flags }, null, `Do ${counted(plan.requests.length, 'this', 'these')}?`)
  await carryOut(invocation, connection, plan.requests)
}

async function planAgain(
  connection: Connection,
  requests: PlannedRequest[],
  signal: AbortSignal,
): Promise<PlannedEffect[]> {
  const effects: PlannedEffect[] = []
  for (const request of requests) {
    effects.push(...(await sendRequest<PlanAnswer>(connection, request, { plan: true, signal })).plan)
  }
  return effects
}

function showPlan({ terminal }: Invocation, effects: PlannedEffect[]): void {
  for (const { action, subject, before, after } of effects) {
    const name = subject ? `${subject.type} ${subject.name ?? subject.id}` : ''
    remark(terminal, '  ', bold(action), ` ${name}`)
    if (before !== undefined || after !== undefined) {
      remark(terminal, dim(`    ${JSON.stringify(before ?? null)} → ${JSON.stringify(after ?? null)}`))
    }
  }
}

// The first failure ends it: what follows in a plan may count on what came before.
async function carryOut(invocation: Invocation, connection: Connection, requests: PlannedRequest[]): Promise<void> {
  const { terminal, globals, signal } = invocation
  const progress = startProgress(terminal, { label: 'Applying', unit: 'items' })
  const answers: ChangeAnswer[] = []
  try {
    for (const request of requests) {
      const answer = await sendRequest<ChangeAnswer>(connection, request, { signal })
      answers.push(answer)
      progress.end()
      if (!globals.json) printChange(invocation, request.path, answer, `${request.method} ${request.path}`)
      progress.update(answers.length, requests.length)
    }
  } catch (error) {
    if (answers.length > 0) remark(terminal, `${answers.length} of ${requests.length} were done before this:`)
    throw error
  } finally {
    progress.end()
    if (globals.json) terminal.out(`${safeJson({ items: answers, nextCursor: null }, 2)}\n`)
  }
}

async function readInput({ terminal }: Invocation): Promise<string> {
  let text = ''
  for await (const chunk of terminal.stdin) text += chunk.toString()
  return text
}

function unreadable(file: string): (error: unknown) => never {
  return (error) => {
    throw wrongUsage(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function counted(count: number, one: string, several: string): string {
  return count === 1 ? one : `${several} ${count} changes`
}
