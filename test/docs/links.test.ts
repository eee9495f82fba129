import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect } from 'chai'
import { projectFolder } from '../support/spawn.ts'

// Whoever follows a link of the documents, or a document named by a message of the program, finds it.

const read = (path: string) => readFileSync(join(projectFolder, path), 'utf8')
const filesOf = (folder: string, form: RegExp) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => form.test(path))

const documents = [...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'], ...filesOf('docs', /\.md$/)]

describe('The documents', () => {
  it('link to what there is', () => {
    const broken = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)\s]{1,200})\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => !isThere(document, target))
        .map((target) => `${document}: ${target}`),
    )

    expect(broken).to.deep.equal([])
  })

  it('that programs, settings and each other name are there', () => {
    const sources = [...documents, '.env.example', ...filesOf('src', /\.tsx?$/), ...filesOf('bin', /\.js$/)]
    const missing = sources.flatMap((path) =>
      [...read(path).matchAll(/\bdocs\/[\w/-]{1,80}\.(?:md|sh|js)\b/g)]
        .map(([name]) => name)
        .filter((name) => !existsSync(join(projectFolder, name)))
        .map((name) => `${path}: ${name}`),
    )

    expect(missing).to.deep.equal([])
  })

  it('name files of the repository that are there', () => {
    const missing = documents
      .filter((document) => document !== 'CHANGELOG.md')
      .flatMap((document) =>
        [...read(document).matchAll(/(?<![\w/.-])(?:test|src|bin|bench)\/[\w/.-]{1,80}\.(?:tsx?|js|sh)\b/g)]
          .map(([name]) => name)
          // The noun that docs/architecture.md adds as an example is in no tree.
          .filter((name) => !/\/(00NN-)?polls?\.ts$/.test(name) && !existsSync(join(projectFolder, name)))
          .map((name) => `${document}: ${name}`),
      )

    expect(missing).to.deep.equal([])
  })

  it('are all named by README.md', () => {
    const readme = read('README.md')

    expect(filesOf('docs', /^docs\/[^/]+\.md$/).filter((path) => !readme.includes(`(${path})`))).to.deep.equal([])
  })

  it('name no command of npm that package.json lacks', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const unknown = documents
      .filter((document) => document !== 'CHANGELOG.md')
      .flatMap((document) =>
        [...read(document).matchAll(/\bnpm run ([\w:]{1,40})/g)]
          .filter(([, name]) => scripts[name!] === undefined)
          .map(([command]) => `${document}: ${command}`),
      )

    expect(unknown).to.deep.equal([])
  })
})

/** Whether a link leads to a file or folder, and to one of its headings where it names one. */
function isThere(document: string, target: string): boolean {
  const [path = '', heading] = target.split('#')
  const file = path === '' ? document : relative('.', join(dirname(document), path))
  if (!existsSync(join(projectFolder, file))) return false
  if (heading === undefined) return true
  const headings = [...read(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, text]) =>
    text!
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
  return headings.includes(heading)
}
