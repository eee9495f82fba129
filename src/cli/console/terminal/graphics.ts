import type { TerminalReply } from './input.ts'

/** What the terminal turned out to have, by its own answers; until it answers, nothing. */
export interface TerminalAbilities {
  kitty: boolean
  sixel: boolean
  /** Pixels of one character cell, which decide how large a picture may be. */
  cell: { width: number; height: number }
  /** Whether its background is light; null when it did not say. */
  light: boolean | null
  /** True once the last question was answered: what is not known by then is not there. */
  answered: boolean
}

/** Before any answer: half blocks, and a cell as most fonts have it. */
export const unknownAbilities: TerminalAbilities = {
  kitty: false,
  sixel: false,
  cell: { width: 8, height: 16 },
  light: null,
  answered: false,
}

const queryId = 31

/**
 * The questions, in one go: kitty graphics, cell size, background colour, and last the device attributes, which every
 * terminal answers, so that their answer also says that the others will not come any more.
 */
export function abilityQueries(variables: Readonly<Record<string, string | undefined>>): string {
  // tmux and screen take the kitty question for a new title of the window, and could not show such a picture anyway.
  const { TERM = '', TMUX = '', STY = '' } = variables
  const isInside = TMUX !== '' || STY !== '' || /^(screen|tmux)/.test(TERM)
  const kitty = isInside ? '' : `\u001b_Gi=${queryId},s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\`
  return `${kitty}\u001b[16t\u001b]11;?\u001b\\\u001b[c`
}

/** What is known after one more reply. */
export function learn(abilities: TerminalAbilities, reply: TerminalReply): TerminalAbilities {
  switch (reply.kind) {
    case 'kitty':
      return reply.id === queryId ? { ...abilities, kitty: reply.ok } : abilities
    case 'cell-size':
      return { ...abilities, cell: { width: reply.width, height: reply.height } }
    case 'background':
      return { ...abilities, light: 0.2126 * reply.red + 0.7152 * reply.green + 0.0722 * reply.blue > 0.5 }
    case 'attributes':
      return { ...abilities, sixel: reply.parameters.includes(4), answered: true }
    default:
      return abilities
  }
}
