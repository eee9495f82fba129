import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { projectFolder, runProcess, type SpawnProcessOptions, spawnProcess } from './spawn.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What a fresh clone has at the top, as far as starting it goes. */
const topFiles = ['bin', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', '.npmrc']

/** Prints its words and thread pool, and ends with the code that `exit <code>` asks for. */
const sampleMain = `
export async function runCli(words: readonly string[]): Promise<number> {
  const { UV_THREADPOOL_SIZE: pool, NODE_ENV: mode } = process.env
  console.log(JSON.stringify({ words, pool, mode, script: process.argv[1] }))
  if (words.includes('wait')) {
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {}, 1000)
      process.once('SIGTERM', () => { clearInterval(timer); console.log('closed in order'); resolve() })
      console.log('waiting')
    })
  }
  if (words.includes('fail')) throw new Error('on purpose')
  return Number(words[words.indexOf('exit') + 1] ?? 0) || 0
}
`

/**
 * A project of a few lines with this project's launchers, to see them install, build and start without touching the
 * real tree. Packages are links to the installed ones; with `installed: false` there are none.
 */
export async function makeSampleProject({ installed = true } = {}) {
  const folder = await temporaryFolder('project')
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  for (const name of topFiles) await cp(join(projectFolder, name), join(folder, name), { recursive: true })
  await write('src/cli/main.ts', sampleMain)
  if (installed) await linkPackages(join(folder, 'node_modules'))
  const inFolder = (options: SpawnProcessOptions) => ({ cwd: folder, ...options })
  return {
    folder,
    write,
    /** Runs one of the launchers with Node, to its end. */
    run: (script: string, words: string[] = [], options: SpawnProcessOptions = {}) =>
      runProcess(process.execPath, [join(folder, script), ...words], inFolder(options)),
    spawn: (command: string, words: string[], options: SpawnProcessOptions = {}) =>
      spawnProcess(command, words, inFolder(options)),
    linkPackages: () => linkPackages(join(folder, 'node_modules')),
  }
}

async function linkPackages(target: string): Promise<void> {
  const source = join(projectFolder, 'node_modules')
  await mkdir(target, { recursive: true })
  for (const name of await readdir(source)) {
    if (name === '.cache') continue
    if (name === '.package-lock.json') await cp(join(source, name), join(target, name))
    else await symlink(join(source, name), join(target, name))
  }
}
