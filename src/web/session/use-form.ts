import { useRef, useState } from 'preact/hooks'
import { asProblem, type Problem } from '../api/problem.ts'

interface FormState {
  busy: boolean
  problem: Problem | undefined
  /** What is wrong with a field: what was found here, or what the server said. */
  errorOf: (field: string) => string | undefined
  /** For `onSubmit`: checks, then runs the work, once at a time. */
  submit: (event?: Event) => void
  /** Forgets what was wrong with a field, as soon as it is changed. */
  touch: (field: string) => void
  reset: () => void
}

/**
 * A form's course: `check` says what is wrong before anything is sent, by field; `work` sends it, and what it throws is
 * shown beside its field. The first wrong field gets the focus.
 */
export function useForm(
  work: () => Promise<void>,
  check: () => Record<string, string | undefined> = () => ({}),
): FormState {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [wrong, setWrong] = useState<Record<string, string | undefined>>({})
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const isRunning = useRef(false)

  const submit = (event?: Event): void => {
    event?.preventDefault()
    if (isRunning.current) return
    const form = event?.currentTarget
    const found = check()
    setWrong(found)
    setTouched(new Set())
    setProblem(undefined)
    if (Object.values(found).some((message) => message !== undefined)) {
      focusWrong(form)
      return
    }
    isRunning.current = true
    setBusy(true)
    work()
      .catch((error: unknown) => {
        setProblem(asProblem(error))
        focusWrong(form)
      })
      .finally(() => {
        isRunning.current = false
        setBusy(false)
      })
  }

  return {
    busy,
    problem,
    errorOf: (field) => (touched.has(field) ? undefined : (wrong[field] ?? problem?.field(field))),
    submit,
    touch: (field) => setTouched((fields) => new Set([...fields, field])),
    reset: () => {
      setProblem(undefined)
      setWrong({})
    },
  }
}

function focusWrong(form: EventTarget | null | undefined): void {
  if (!(form instanceof HTMLElement)) return
  requestAnimationFrame(() =>
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"], [aria-invalid=""]')?.focus()),
  )
}
