import { render } from 'ink'
import { PaintBoardContext } from './draw/surface.tsx'
import { createConsoleModel } from './frame/console-model.ts'
import { ConsoleView } from './frame/console-view.tsx'
import { createOutside } from './outside.ts'
import { createPictureShelf } from './pictures/picture-shelf.ts'
import type { ConsoleExit, ConsoleOptions } from './run-console.ts'
import { screens } from './screens/index.ts'
import { createStore } from './store.ts'
import { openFullScreen } from './terminal/full-screen.ts'
import { createInkOutput } from './terminal/ink-output.ts'
import type { TerminalInput } from './terminal/input.ts'
import { createPaintBoard } from './terminal/paint-board.ts'
import { colourDepth, createTheme, saysLight } from './terminal/theme.ts'

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Opens the console on a terminal; see `runConsole`, which makes sure that there is one. */
export async function openConsole(options: ConsoleOptions): Promise<ConsoleExit> {
  const { api, stdin, stdout, stderr, variables, readOnly = false } = options
  const depth = colourDepth(variables)
  let finish: (exit: ConsoleExit) => void = () => {}
  const finished = new Promise<ConsoleExit>((resolve) => {
    finish = resolve
  })
  let crash: unknown = null

  const screen = openFullScreen({ stdin, stdout, variables, onInput, onResize })
  const board = createPaintBoard()
  const output = createInkOutput(screen, board)
  const size = createStore(screen.size())
  const isLight = () =>
    options.theme === 'light' ||
    (options.theme === undefined && (screen.abilities.get().light ?? saysLight(variables) ?? false))
  const theme = createStore(createTheme(depth, isLight()))
  const pictures = createPictureShelf({
    fetch: (url, reveal) => model.tools.api.picture(url, reveal),
    abilities: screen.abilities.get,
    depth: () => depth,
  })
  const outside = createOutside({ screen, output, variables, folder: options.folder, now: options.now ?? Date.now })
  const model = createConsoleModel({
    api,
    screens,
    readOnly,
    pictures,
    outside: { ...outside, quit: () => finish(0) },
    ...(options.start === undefined ? {} : { start: options.start }),
  })
  outside.onProblem((message) => model.toasts.tell(message, { role: 'danger' }))

  function onInput(input: TerminalInput): void {
    if (input.type === 'paste') model.paste(input.text)
    if (input.type !== 'key') return
    if (input.key === 'ctrl-c') finish(130)
    else if (input.key === 'ctrl-z') outside.stop()
    else model.key(input.key, input.text)
  }

  function onResize(): void {
    size.set(screen.size())
  }

  const onSignal = () => finish(130)
  const onCrash = (error: unknown) => {
    crash ??= error
    finish(1)
  }
  const onExit = () => screen.closeNow()
  for (const signal of endings) process.on(signal, onSignal)
  process.on('uncaughtException', onCrash)
  process.on('unhandledRejection', onCrash)
  process.on('exit', onExit)
  stdin.on('end', onSignal)
  const unlearn = screen.abilities.subscribe(() => theme.set(createTheme(depth, isLight())))
  const unplace = pictures.changed.subscribe(() => output.setPictures(pictures.placed()))

  // Ink's debug mode hands over every frame as one text, whatever `CI` says, and leaves the terminal to us.
  const view = (
    <PaintBoardContext value={board}>
      <ConsoleView model={model} size={size} theme={theme} />
    </PaintBoardContext>
  )
  const ink = render(view, {
    stdout: output.stream,
    stdin: stdin as NodeJS.ReadStream,
    stderr: stderr as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  })
  // A screen that throws while it draws takes Ink's tree down; the console then ends and says why.
  ink.waitUntilExit().catch(onCrash)

  const exit = await finished
  await model.close()
  output.stop()
  await screen.close()
  ink.unmount()
  unlearn()
  unplace()
  stdin.off('end', onSignal)
  process.off('exit', onExit)
  process.off('uncaughtException', onCrash)
  process.off('unhandledRejection', onCrash)
  for (const signal of endings) process.off(signal, onSignal)
  if (crash !== null) stderr.write(`The console stopped: ${crash instanceof Error ? crash.stack : String(crash)}\n`)
  return exit
}
