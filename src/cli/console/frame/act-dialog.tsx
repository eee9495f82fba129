import type { ReactNode } from 'react'
import { type ActName, commandFor } from '../acts.ts'
import type { Binding } from '../bindings.ts'
import type { Done } from '../console-api.ts'
import { progressBar } from '../draw/charts.ts'
import type { Row } from '../draw/paint.ts'
import { span, wrapText } from '../draw/paint.ts'
import { type DrawnRow, Rows, useSize } from '../draw/surface.tsx'
import { readDuration, writeDuration } from '../draw/words.ts'
import { createStore, useStore } from '../store.ts'
import { fieldSpans } from './field-row.ts'
import type { Overlay, ScreenTools } from './screen.ts'
import { editField, insertText, type TextField, textField } from './text-field.ts'

/** One thing the operator is asked for before an act. */
export interface ActField {
  name: string
  label: string
  kind: 'text' | 'duration' | 'choice'
  required?: boolean
  initial?: string
  /** What left and right go through, for a choice or as suggestions for a duration. */
  choices?: readonly string[]
  /** The command takes it as a word of its own and not as a flag. */
  isWord?: boolean
}

/** One subject of an act. */
export interface ActTarget {
  id: string
  /** What the operator knows it by, and types for the dangerous ones. */
  name: string
  /** What the command line knows it by, where that is not its name. */
  word?: string
}

/** An act as it is about to be carried out, on one subject or on all that were marked. */
export interface ActRequest {
  act: ActName | null
  /** `Suspend ada`. */
  title: string
  /** What it will do, in a sentence; shown above the fields. */
  about?: string
  targets: readonly ActTarget[]
  fields: readonly ActField[]
  /** Cannot be undone, or hits hard: the name (or the number, for many) must be typed. */
  dangerous?: boolean
  /** What is sent; values are as typed, durations as seconds or null. */
  body?(values: Readonly<Record<string, string>>): Record<string, unknown>
  /** Instead of an act of the catalogue: a question to answer, such as the reason for reading messages. */
  perform?(target: ActTarget, values: Readonly<Record<string, string>>): Promise<Done>
  /** The command that does the same, where it is not the act's own with a flag for each field. */
  command?(values: Readonly<Record<string, string>>): string
  /** `suspended ada`; nothing is said when empty. */
  done: string
  after?(): void
}

/** A reason, which every change takes. */
export const reasonField: ActField = { name: 'reason', label: 'reason', kind: 'text', required: true }

/** How long a sanction lasts. */
export const durationField: ActField = {
  name: 'duration',
  label: 'duration',
  kind: 'duration',
  initial: '7d',
  choices: ['1d', '3d', '7d', '30d', '90d', 'forever'],
}

interface DialogState {
  values: Readonly<Record<string, TextField>>
  active: number
  busy: boolean
  finished: number
  problem: string
}

/** Asks for what an act needs, shows the command that does the same, and carries it out on each subject in turn. */
export function openActDialog(tools: ScreenTools, request: ActRequest, close: () => void): Overlay {
  const confirmWord = request.targets.length === 1 ? (request.targets[0]?.name ?? '') : String(request.targets.length)
  const confirm: ActField[] = request.dangerous
    ? [{ name: 'confirm', label: `type ${confirmWord}`, kind: 'text', required: true }]
    : []
  const fields = [...request.fields, ...confirm]
  const state = createStore<DialogState>({
    values: Object.fromEntries(fields.map((field) => [field.name, textField(field.initial ?? '')])),
    active: 0,
    busy: false,
    finished: 0,
    problem: '',
  })
  const values = () =>
    Object.fromEntries(Object.entries(state.get().values).map(([name, field]) => [name, field.value.trim()]))
  const setValue = (name: string, field: TextField) =>
    state.patch({ values: { ...state.get().values, [name]: field }, problem: '' })

  function firstProblem(): { index: number; problem: string } | null {
    for (const [index, field] of fields.entries()) {
      const value = values()[field.name] ?? ''
      if (field.name === 'confirm' && value !== confirmWord) return { index, problem: `type ${confirmWord} to go on` }
      if (field.required && value === '') return { index, problem: `${field.label} is needed` }
      if (field.kind === 'duration' && value !== '' && readDuration(value) === undefined) {
        return { index, problem: 'a duration is 12h, 7d, 4w or forever' }
      }
    }
    return null
  }

  async function carryOut(): Promise<void> {
    const given = values()
    const body = request.body?.(given) ?? bodyOf(request.fields, given)
    const undo: string[] = []
    const failures: string[] = []
    for (const [index, target] of request.targets.entries()) {
      state.patch({ finished: index })
      try {
        const done = await carryOutOn(tools, request, target, given, body)
        if (done.auditId !== null) undo.unshift(done.auditId)
      } catch (error) {
        failures.push(`${target.name}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    if (failures.length === request.targets.length) {
      state.patch({ busy: false, problem: failures[0] ?? '' })
      return
    }
    close()
    request.after?.()
    const failed = failures.length === 0 ? '' : `; ${failures.length} failed: ${failures[0]}`
    const role = failures.length === 0 ? 'good' : 'warning'
    if (request.done === '' && failed === '') return
    tools.tell(request.done + failed, { undo, command: commandLine(request, given), role })
  }

  function submit(): void {
    if (state.get().busy) return
    const found = firstProblem()
    if (found !== null) {
      // Enter on a field that is filled in goes to the next one that is not, without complaint.
      const complains = found.index === state.get().active ? found.problem : ''
      state.patch({ active: found.index, problem: complains })
      return
    }
    state.patch({ busy: true, problem: '' })
    void carryOut()
  }

  const turn = (by: number) => {
    const field = fields[state.get().active]
    if (field?.choices === undefined) return false
    const at = field.choices.indexOf(values()[field.name] ?? '')
    const next = field.choices[(at + by + field.choices.length) % field.choices.length]
    if (next !== undefined) setValue(field.name, textField(next))
    return true
  }
  const step = (by: number) => state.patch({ active: (state.get().active + by + fields.length) % fields.length })

  const bindings = (): Binding[] => [
    { keys: ['enter'], label: request.dangerous ? 'do it' : 'apply', run: submit, shown: 'footer' },
    { keys: ['escape'], label: 'leave it', run: close, shown: 'footer' },
    { keys: ['tab', 'down'], label: 'next field', run: () => step(1), shown: 'footer' },
    { keys: ['shift-tab', 'up'], label: 'field before', run: () => step(-1) },
  ]

  return {
    place: 'middle',
    height: ({ columns }) => fields.length + 6 + wrapText(request.about ?? '', columns - 4, 3).length,
    bindings,
    type: (key, text) => {
      const field = fields[state.get().active]
      if (field === undefined || state.get().busy) return false
      if ((key === 'left' || key === 'right') && turn(key === 'right' ? 1 : -1)) return true
      if (field.kind === 'choice') return false
      const edited = editField(state.get().values[field.name] ?? textField(), key, text)
      if (edited === null) return false
      setValue(field.name, edited)
      return true
    },
    paste: (text) => {
      const field = fields[state.get().active]
      if (field === undefined || field.kind === 'choice') return
      setValue(field.name, insertText(state.get().values[field.name] ?? textField(), text))
    },
    View: function ActDialog(): ReactNode {
      const { columns, rows } = useSize()
      const now = useStore(state)
      const width = columns - 4
      const drawn: Row[] = [
        [span(request.title, request.dangerous ? 'danger' : 'strong')],
        ...wrapText(request.about ?? '', width, 3).map((line): Row => [line]),
        [],
        ...fields.map((field, index) => fieldSpans(field, now.values[field.name] ?? textField(), index === now.active)),
        [],
        ...wrapText(commandLine(request, values()), width, 2).map(
          (line): Row => [span(line === '' ? '' : `$ ${line}`, 'muted')],
        ),
        now.busy
          ? progressBar(now.finished / request.targets.length, Math.min(30, width - 8))
          : [span(now.problem, 'danger')],
      ]
      const lines: DrawnRow[] = drawn.map((row) => ({ row: ['  ', ...row] }))
      return <Rows lines={lines} columns={columns} rows={rows} />
    },
  }
}

function carryOutOn(
  tools: ScreenTools,
  request: ActRequest,
  target: ActTarget,
  given: Readonly<Record<string, string>>,
  body: Record<string, unknown>,
): Promise<Done> {
  if (request.perform !== undefined) return request.perform(target, given)
  if (request.act === null) return Promise.resolve({ auditId: null })
  return tools.api.act(request.act, target.id, body)
}

function bodyOf(fields: readonly ActField[], given: Readonly<Record<string, string>>): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    const value = given[field.name] ?? ''
    if (field.kind === 'duration') {
      const seconds = readDuration(value)
      // Null is for good; what cannot be read was refused before.
      if (seconds !== undefined) body.durationSeconds = seconds
    } else if (value !== '') body[field.name] = value
  }
  return body
}

function commandLine(request: ActRequest, given: Readonly<Record<string, string>>): string {
  if (request.command !== undefined) return request.command(given)
  if (request.act === null) return ''
  const flags: Record<string, string> = {}
  const words: string[] = []
  for (const field of request.fields) {
    const value = given[field.name] ?? ''
    if (field.kind === 'duration') flags.for = shortDuration(value)
    else if (field.isWord === true) words.push(value)
    else flags[field.name] = value
  }
  const names = request.targets.map((target) => target.word ?? target.name).filter((name) => name !== '')
  return commandFor(request.act, names.length > 3 ? [...names.slice(0, 3), '…'] : names, { words, flags })
}

function shortDuration(typed: string): string {
  const seconds = readDuration(typed)
  return seconds === undefined ? '' : writeDuration(seconds)
}
