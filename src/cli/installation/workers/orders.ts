// What supervisor and worker say to each other about the worker itself; the rest goes through clients/siblings.

/** From the supervisor. */
export type Order =
  | {
      kind: 'start'
      /** Which of the workers it is, from 1. */
      number: number
      /** Whether another worker holds the database open, and so has checked it. */
      isChecked: boolean
    }
  | { kind: 'stop' }
  /** It has to wait for no other worker before it closes the database. */
  | { kind: 'alone' }

/** From the worker. */
export type Report =
  /** It listens to orders. */
  | { kind: 'hello' }
  /** It serves. */
  | { kind: 'ready' }
  /** It takes no more, and is going to close the database. */
  | { kind: 'stopping' }
