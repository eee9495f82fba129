import { expect } from 'chai'
import { ask } from '../../../src/cli/prompts/ask.ts'
import { decodeKeys } from '../../../src/cli/prompts/keys.ts'
import {
  confirmPrompt,
  type Prompt,
  type PromptState,
  secretPrompt,
  textPrompt,
  typeNamePrompt,
} from '../../../src/cli/prompts/prompts.ts'
import { eventually } from '../../support/eventually.ts'
import { fakeTerminal } from '../../support/terminal.ts'

function press<Answer>(prompt: Prompt<Answer>, keys: string): PromptState<Answer> {
  let state: PromptState<Answer> = { typed: '' }
  for (const key of decodeKeys(keys)) if (!('answer' in state)) state = prompt.press(state, key)
  return state
}

describe('decodeKeys', () => {
  const cases: [chunk: string, keys: string][] = [
    ['ab', 'text:ab'],
    ['日本', 'text:日本'],
    ['a\rb', 'text:a enter text:b'],
    ['\u007f', 'backspace'],
    ['\u0003', 'stop'],
    ['\u0004', 'end'],
    ['\u001b', 'escape'],
    ['\u001b[A', ''],
    ['\u001b[1;5C', ''],
    ['\u001bOP', ''],
    ['a\u001b[200~b', 'text:ab'],
    ['\u0000\u0001', ''],
  ]
  for (const [chunk, expected] of cases) {
    it(`reads ${JSON.stringify(chunk)} as ${expected || 'nothing'}`, () => {
      const names = decodeKeys(chunk).map((key) => (key.name === 'text' ? `text:${key.text}` : key.name))

      expect(names.join(' ')).to.equal(expected)
    })
  }
})

describe('prompts', () => {
  it('confirm takes y for yes, and enter, escape and n for no', () => {
    for (const [keys, answer] of [
      ['y', true],
      ['Y', true],
      ['yes', true],
      ['n', false],
      ['\r', false],
      ['\u001b', false],
      ['\u0004', false],
      ['x', undefined],
    ] as const) {
      expect(press(confirmPrompt('Sure?'), keys).answer, JSON.stringify(keys)).to.equal(answer)
    }
  })

  it('type-the-name takes the whole name and nothing else', () => {
    const prompt = typeNamePrompt('Delete?', 'ada')

    expect(press(prompt, 'ada\r').answer).to.equal(true)
    expect(press(prompt, 'adx\u007fa\r').answer).to.equal(true)
    expect(press(prompt, 'Ada\r').answer).to.equal(false)
    expect(press(prompt, 'y\r').answer).to.equal(false)
    expect(press(prompt, 'ada\u0015\r').answer).to.equal(false)
    expect(press(prompt, 'ada').answer).to.equal(undefined)
  })

  it('text refuses an empty line, and gives up on escape', () => {
    const prompt = textPrompt('Reason:', 'Needed.')

    expect(press(prompt, '  \r')).to.deep.include({ problem: 'Needed.' })
    expect(press(prompt, 'some words\u0017here\r').answer).to.equal('some here')
    expect(press(prompt, '\u001b').answer).to.equal(null)
    expect(press(prompt, '\u0004').answer).to.equal(null)
  })

  it('secret shows nothing, not even how much was typed', () => {
    const prompt = secretPrompt('Password:')

    expect(prompt.show({ typed: 'secret' })).to.equal('')
    expect(press(prompt, ' spaces stay \r').answer).to.equal(' spaces stay ')
  })
})

describe('ask', () => {
  const signal = new AbortController().signal

  it('leaves the terminal as it found it', async () => {
    const terminal = fakeTerminal({ isTerminal: true, typed: ['y'] })

    const answer = await ask(terminal, confirmPrompt('Sure?'), signal)

    expect(answer).to.equal(true)
    expect(terminal.isRaw()).to.equal(false)
    expect(terminal.stdin.isPaused()).to.equal(true)
    expect(terminal.stdin.listenerCount('data')).to.equal(0)
    expect(terminal.output()).to.equal('')
  })

  it('ends with 130 on ctrl-c, on a signal, and when the input ends', async () => {
    const stopped = new AbortController()
    const waiting = fakeTerminal({ isTerminal: true })
    const asked = ask(waiting, confirmPrompt('Sure?'), stopped.signal).catch((error) => error)
    await eventually(() => waiting.isRaw() || undefined)
    stopped.abort()
    const ending = fakeTerminal({ isTerminal: true })
    const ended = ask(ending, confirmPrompt('Sure?'), signal).catch((error) => error)
    ending.stdin.push(null)

    const pressed = ask(fakeTerminal({ isTerminal: true, typed: ['\u0003'] }), confirmPrompt('Sure?'), signal).catch(
      (error) => error,
    )

    for (const error of [await asked, await ended, await pressed]) expect(error.exitCode).to.equal(130)
    expect(waiting.isRaw()).to.equal(false)
  })

  it('takes nothing pasted behind an answer for the next question', async () => {
    const terminal = fakeTerminal({ isTerminal: true, typed: ['spam\ry', 'n'] })

    const reason = await ask(terminal, textPrompt('Reason:', 'Needed.'), signal)
    const sure = await ask(terminal, confirmPrompt('Sure?'), signal)

    expect([reason, sure]).to.deep.equal(['spam', false])
  })

  it('shows the end of a line that is longer than the terminal, on one line', async () => {
    const terminal = fakeTerminal({ isTerminal: true, width: 20, typed: [`${'日本'.repeat(20)}end\r`] })

    await ask(terminal, textPrompt('Why:', 'Needed.'), signal)

    const last = terminal.errors().split('\r\u001b[K').at(-1)!
    expect(last).to.match(/^Why: .*end\n$/)
  })

  it('refuses off a terminal', async () => {
    const error = await ask(fakeTerminal(), confirmPrompt('Sure?'), signal).catch((thrown) => thrown)

    expect(error.exitCode).to.equal(2)
  })
})
