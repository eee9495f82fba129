import type { FieldError } from '../../../lib/errors.ts'
import { escapeHtml } from '../page.ts'
import type { Button, Field, Form, FormPage, FormValues } from './form.ts'

/** A form that was refused: what was typed, and what is wrong with it. */
export interface Refusal {
  readonly form: Form
  readonly values: FormValues
  readonly message: string
  readonly errors: readonly FieldError[]
}

/** The inside of a page of forms, with what is wrong above everything else. */
export function drawForms(page: FormPage, lead: string, refusal: Refusal | undefined): string {
  const forms = page.forms.map((form) => drawForm(form, refusal?.form === form ? refusal : undefined))
  return `${refusal ? drawSummary(refusal) : ''}${lead}\n${forms.join('\n')}\n${page.forms.some(hasToken) ? tokenScript : ''}`
}

/** What sends the token from the address into the form, and nothing else; without it the token is pasted. */
export const tokenScriptPath = '/token-form.js'

const tokenScript = `<script src="${tokenScriptPath}" defer></script>`

function hasToken({ fields }: Form): boolean {
  return fields.some(({ kind }) => kind === 'token')
}

// Focused by the browser itself when the page comes, so that a screen reader begins with it; no script is needed.
function drawSummary({ form, message, errors }: Refusal): string {
  const items = errors
    .filter(({ path }) => form.fields.some(({ name }) => name === path))
    .map(
      (error) =>
        `<li><a href="#${idOf(form, error.path)}">${escapeHtml(labelOf(form, error.path))}</a>: ${escapeHtml(error.message)}</li>`,
    )
  const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : ''
  return `<div class="summary" role="alert" tabindex="-1" autofocus><h2>That did not work</h2><p>${escapeHtml(message)}</p>${list}</div>\n`
}

function drawForm(form: Form, refusal: Refusal | undefined): string {
  const heading = form.heading === undefined ? '' : `<h2>${escapeHtml(form.heading)}</h2>\n`
  const fields = form.fields.map((field) => {
    const error = refusal?.errors.find(({ path }) => path === field.name)?.message
    return drawField(form, field, refusal?.values[field.name], error)
  })
  const buttons = form.buttons.map(drawButton).join(' ')
  return `${heading}<form method="post" action="${form.path}" accept-charset="utf-8">
${fields.join('\n')}
<p class="buttons">${buttons}</p>
</form>`
}

function drawButton({ label, name, value, isDangerous }: Button): string {
  const said = name === undefined ? '' : ` name="${name}" value="${escapeHtml(value ?? '')}"`
  return `<button type="submit"${said}${isDangerous ? ' class="danger"' : ''}>${escapeHtml(label)}</button>`
}

function drawField(form: Form, field: Field, value: string | undefined, error: string | undefined): string {
  const id = idOf(form, field.name)
  const notes = [
    ...(field.hint === undefined ? [] : [`<p class="hint" id="${id}-hint">${escapeHtml(field.hint)}</p>`]),
    ...(error === undefined ? [] : [`<p class="problem" id="${id}-problem">${escapeHtml(error)}</p>`]),
  ]
  const described = [field.hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-problem`]
    .filter((part) => part !== '')
    .join(' ')
  const attributes = [
    `id="${id}" name="${field.name}"`,
    field.optional ? '' : 'required',
    described === '' ? '' : `aria-describedby="${described}"`,
    error === undefined ? '' : 'aria-invalid="true"',
    field.maxLength === undefined ? '' : `maxlength="${field.maxLength}"`,
    `autocomplete="${field.autocomplete ?? 'off'}"`,
  ]
    .filter((part) => part !== '')
    .join(' ')
  const body =
    field.kind === 'choice' ? choice(id, field, value, notes, described) : single(id, field, value, notes, attributes)
  return `<div class="field${error === undefined ? '' : ' wrong'}"${field.kind === 'token' ? ' data-token' : ''}>${body}</div>`
}

function single(id: string, field: Field, value: string | undefined, notes: string[], attributes: string): string {
  const words = `${escapeHtml(field.label)}${field.optional ? ' <span class="note">(optional)</span>' : ''}`
  if (field.kind === 'tick') {
    const ticked = value === undefined ? '' : ' checked'
    return `<label class="tick"><input type="checkbox" value="yes" ${attributes}${ticked}> ${words}</label>${notes.join('')}`
  }
  const label = `<label for="${id}">${words}</label>${notes.join('')}`
  if (field.kind === 'lines')
    return `${label}<textarea rows="5" dir="auto" ${attributes}>\n${escapeHtml(value ?? '')}</textarea>`
  const shown = field.kind === 'password' || value === undefined ? '' : ` value="${escapeHtml(value)}"`
  return `${label}<input ${inputKinds[field.kind]} ${attributes}${shown}>`
}

const inputKinds = {
  line: 'type="text" dir="auto"',
  email: 'type="email" spellcheck="false" autocapitalize="none"',
  password: 'type="password"',
  code: 'type="text" spellcheck="false" autocapitalize="none"',
  token: 'type="text" spellcheck="false" autocapitalize="none"',
} as const satisfies Partial<Record<Field['kind'], string>> as Record<string, string>

function choice(id: string, field: Field, value: string | undefined, notes: string[], described: string): string {
  const options = (field.options ?? []).map(([option, words], index) => {
    // The first has the id of the field, where the summary's link leads.
    const own = index === 0 ? id : `${id}-${index}`
    const chosen = option === value ? ' checked' : ''
    return `<label class="tick"><input type="radio" id="${own}" name="${field.name}" value="${escapeHtml(option)}" required${chosen}> ${escapeHtml(words)}</label>`
  })
  const about = described === '' ? '' : ` aria-describedby="${described}"`
  return `<fieldset${about}><legend>${escapeHtml(field.label)}</legend>${notes.join('')}${options.join('')}</fieldset>`
}

function labelOf(form: Form, name: string): string {
  return form.fields.find((field) => field.name === name)?.label ?? name
}

function idOf(form: Form, name: string): string {
  return `${form.path.slice(1).replaceAll('/', '-')}-${name}`
}
