import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCommand } from '../support/command-line.ts'
import { findProgram, runProcess } from '../support/spawn.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** What bash offers for a command line whose last word is being typed. */
async function completed(script: string, words: string[]): Promise<string[]> {
  const quoted = ['momentum', ...words].map((word) => `'${word}'`).join(' ')
  const program = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _momentum; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = await runProcess('bash', ['-c', program])
  expect(stderr).to.equal('')
  return stdout.split('\n').filter(Boolean)
}

// Zsh completes only where it edits a line: an interactive one in a terminal of its own gets the line and a tab, and what
// it would offer is written down, until it says with a dot that it is done.
const pressTab = `zmodload zsh/zpty
script=$1 offers=$2 line=$3
: > $offers
zpty shell "PS1= zsh -f -i"
zpty -w shell "autoload -Uz compinit; compinit -u -D; source \${(q)script}; offers=\${(q)offers}"
zpty -w shell 'compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a found; builtin compadd -A found "$@"; print -rl -- $found >> $offers; builtin compadd "$@"
}
ended() { print -r -- . >> $offers }
comppostfuncs=(ended)'
zpty -w -n shell "$line"$'\\t'
until [[ $(tail -n 1 $offers) == . ]]; do zpty -r -t shell said; sleep 0.02; done
zpty -d shell
`

describe('momentum completion', () => {
  const scripts: Record<string, string> = {}

  before(async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { exitCode, out, err } = await runCommand(['completion', shell])
      expect([exitCode, err]).to.deep.equal([0, ''])
      scripts[shell] = out
    }
  })

  const cases: [line: string, offered: string[]][] = [
    ['us', ['users']],
    ['users sus', ['suspend']],
    ['--json users suspend --re', ['--reason']],
    ['users suspend ada --f', ['--for']],
    ['users edit ada --role ', ['user', 'moderator', 'admin']],
    ['users edit ada --role m', ['moderator']],
    ['--data users users li', ['list']],
    ['filters add ', ['word', 'pattern', 'link', 'domain', 'image']],
    ['users list --serv', ['--server']],
  ]
  for (const [line, offered] of cases) {
    it(`offers bash ${offered.join(', ')} after ${line}`, async () => {
      expect(await completed(scripts.bash!, line.split(' '))).to.have.members(offered)
    })
  }

  it('names every noun in every shell', () => {
    for (const shell of ['bash', 'zsh', 'fish'])
      expect(scripts[shell]).to.contain('takedowns').and.to.contain('overturn')
  })

  it('is a script that zsh loads', async function () {
    const zsh = findProgram('zsh')
    if (!zsh) return this.skip()
    const file = join(await temporaryFolder('completion'), '_momentum')
    await writeFile(file, scripts.zsh!)

    const program = `autoload -Uz compinit; compinit -u -D; source ${file}; print -r -- $_comps[momentum]`
    const { code, stdout, stderr } = await runProcess(zsh, ['-f', '-c', program])

    expect([code, stdout, stderr]).to.deep.equal([0, '_momentum\n', ''])
  })

  it('offers zsh verbs, flags and choices, when somebody presses tab', async function () {
    const zsh = findProgram('zsh')
    if (!zsh) return this.skip()
    const folder = await temporaryFolder('completion')
    const [script, offers, program] = ['_momentum', 'offers', 'press-tab.zsh'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    await writeFile(script, scripts.zsh!)
    await writeFile(program, pressTab)
    const offered = async (line: string) => {
      const { code, stderr } = await runProcess(zsh, ['-f', program, script, offers, line], { env: { HOME: folder } })
      expect([code, stderr], line).to.deep.equal([0, ''])
      return (await readFile(offers, 'utf8')).split('\n').filter((each) => each !== '' && each !== '.')
    }

    expect(await offered('momentum users sus')).to.deep.equal(['suspend'])
    expect(await offered('momentum users suspend ada --re')).to.deep.equal(['--reason'])
    expect(await offered('momentum users edit ada --role ')).to.have.members(['user', 'moderator', 'admin'])
    expect(await offered('momentum filters add ')).to.have.members(['word', 'pattern', 'link', 'domain', 'image'])
  })

  it('offers fish verbs, flags and choices', async function () {
    const fish = findProgram('fish')
    if (!fish) return this.skip()
    const folder = await temporaryFolder('completion')
    const file = join(folder, 'momentum.fish')
    await writeFile(file, scripts.fish!)
    const offered = async (line: string) => {
      const env = { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder }
      const { stdout, stderr } = await runProcess(fish, ['-c', `source ${file}; complete -C '${line}'`], { env })
      expect(stderr).to.equal('')
      return stdout
        .split('\n')
        .filter(Boolean)
        .map((each) => each.split('\t')[0])
    }

    expect(await offered('momentum users sus')).to.deep.equal(['suspend'])
    expect(await offered('momentum users suspend ada --re')).to.deep.equal(['--reason'])
    expect(await offered('momentum users edit ada --role ')).to.have.members(['user', 'moderator', 'admin'])
  })
})
