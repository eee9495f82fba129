import { useEffect, useState } from 'preact/hooks'
import { api } from '../api/client.ts'
import { asProblem, type Problem } from '../api/problem.ts'
import { session } from '../api/session.ts'
import type { Shape } from '../api/types.ts'
import { live } from '../live/live-client.ts'

type Person = Shape<'PersonSummary'>

interface PeopleSearch {
  people: readonly Person[]
  isLoading: boolean
  problem: Problem | undefined
  /** What the people were found for. */
  query: string
  retry: () => void
}

const pauseMs = 220
// Answers of this page: going back a letter asks nothing.
const known = new Map<string, readonly Person[]>()
const mostKnown = 100

// Who is found depends on who asks, and on blocks.
session.onEnd(() => known.clear())
live().on('relationship.updated', () => known.clear())

/** People found by a name as it is typed: asked for when the fingers rest, and only the last answer counts. */
export function usePeopleSearch(typed: string, limit = 20): PeopleSearch {
  const query = typed.trim().replace(/^@/, '')
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<Omit<PeopleSearch, 'retry'>>({
    people: [],
    isLoading: query !== '',
    problem: undefined,
    query: '',
  })
  useEffect(() => {
    const key = `${limit} ${query}`
    const found = query === '' ? [] : known.get(key)
    if (found !== undefined) {
      setState({ people: found, isLoading: false, problem: undefined, query })
      return
    }
    setState((present) => ({ ...present, isLoading: true, problem: undefined }))
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const { items } = await api.get('/users', { query: { query, limit }, signal: stop.signal })
        known.set(key, items)
        if (known.size > mostKnown) known.delete(known.keys().next().value!)
        if (!stop.signal.aborted) setState({ people: items, isLoading: false, problem: undefined, query })
      } catch (error) {
        const problem = asProblem(error)
        if (!stop.signal.aborted) setState({ people: [], isLoading: false, problem, query })
      }
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [query, limit, attempt])
  return { ...state, retry: () => setAttempt((count) => count + 1) }
}
