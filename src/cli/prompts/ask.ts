import { cleanForTerminal, displayWidth } from '../../lib/terminal-text.ts'
import { stopped, wrongUsage } from '../failures.ts'
import type { Terminal } from '../terminal.ts'
import { decodeKeys } from './keys.ts'
import type { Prompt, PromptState } from './prompts.ts'

/**
 * Runs a prompt on the terminal until it has an answer. It is drawn on the error stream, so that a piped output stays
 * clean. Throws when nobody is there to be asked, and `stopped` on ctrl-c or when `signal` fires.
 */
export async function ask<Answer>(terminal: Terminal, prompt: Prompt<Answer>, signal: AbortSignal): Promise<Answer> {
  if (!terminal.canPrompt) throw wrongUsage('This needs an answer, and there is no terminal to ask on.')
  const lines = cleanForTerminal(prompt.question, { keepNewlines: true }).split('\n')
  // A question that leaves little room for the answer gets a line of its own, since only one line can be redrawn.
  if (displayWidth(lines.at(-1)!) > terminal.width / 2) lines.push('>')
  for (const line of lines.slice(0, -1)) terminal.err(`${line}\n`)
  const lead = `${lines.at(-1)} `
  const draw = (state: PromptState<Answer>) =>
    terminal.err(`\r\u001b[K${lead}${tailOf(cleanForTerminal(prompt.show(state)), terminal.width - lead.length - 1)}`)
  const { stdin } = terminal
  return await new Promise<Answer>((resolve, reject) => {
    let state: PromptState<Answer> = { typed: '' }
    const end = (finish: () => void) => {
      stdin.off('data', onData)
      stdin.off('end', onEnd)
      signal.removeEventListener('abort', onAbort)
      stdin.setRawMode?.(false)
      stdin.pause()
      terminal.err('\n')
      finish()
    }
    const onAbort = () => end(() => reject(stopped()))
    const onEnd = () => end(() => reject(stopped()))
    const onData = (chunk: Buffer | string) => {
      for (const key of decodeKeys(chunk.toString())) {
        if (key.name === 'stop') return end(() => reject(stopped()))
        state = prompt.press(state, key)
        if ('answer' in state) {
          draw(state)
          // What was pasted behind the answer is dropped: nobody typed it in view of the next question.
          return end(() => resolve(state.answer as Answer))
        }
        if (state.problem) {
          terminal.err(`\n${state.problem}\n`)
          state = { typed: state.typed }
        }
      }
      draw(state)
    }
    if (signal.aborted) return reject(stopped())
    stdin.setRawMode?.(true)
    stdin.on('data', onData)
    stdin.on('end', onEnd)
    signal.addEventListener('abort', onAbort, { once: true })
    stdin.resume()
    draw(state)
  })
}

// The end of what is typed, cut so that it never runs into a second line.
function tailOf(text: string, room: number): string {
  const characters = [...text]
  while (characters.length > 0 && displayWidth(characters.join('')) > room) characters.shift()
  return characters.join('')
}
