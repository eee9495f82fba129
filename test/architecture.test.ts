import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { emptyNames, judgeImport, roomOf, rooms, stairs, tooHeavyForHelp } from './support/house-rules.ts'
import { readSource, readSources, type SourceFile } from './support/sources.ts'
import { projectFolder } from './support/spawn.ts'

/** Files that a tool wants a default export from. */
const defaultExportWanted = ['src/web/vite.config.ts']

describe('architecture', () => {
  let sources: SourceFile[]
  let byPath: Map<string, SourceFile>

  before(() => {
    sources = readSources('src')
    byPath = new Map(sources.map((file) => [file.path, file]))
  })

  describe('imports', () => {
    it('go down or left, through the doors that are there', () => {
      const wrong = sources.flatMap((file) =>
        file.imports.flatMap((entry) => {
          const judgement = judgeImport(file, entry)
          return judgement ? [`${file.path}:${entry.line} imports ${entry.target}: ${judgement}.`] : []
        }),
      )

      expectNone(wrong)
    })

    it('of packages are declared, and run on what an installation without development packages has', () => {
      const { dependencies, devDependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))
      const undeclared = sources.flatMap((file) =>
        file.imports
          .filter(({ kind, target, typesOnly }) => {
            if (kind !== 'package' || target in dependencies) return false
            // Built, never run: types disappear, and the web client is a bundle.
            const isBuiltIn = typesOnly || roomOf(file.path) === 'web'
            return !(isBuiltIn && (target in devDependencies || `@types/${target}` in devDependencies))
          })
          .map(({ target, line }) => `${file.path}:${line} imports ${target}; add it to dependencies in package.json.`),
      )

      expectNone(undeclared)
    })

    it('of what Node brings carry the node: prefix', async () => {
      const { builtinModules } = await import('node:module')
      const bare = sources.flatMap((file) =>
        file.imports
          .filter(({ kind, target }) => kind === 'package' && builtinModules.includes(target))
          .map(({ target, line }) => `${file.path}:${line} imports ${target}; write node:${target}.`),
      )

      expectNone(bare)
    })

    it('keep the command line light: its help loads no server, database or screen', () => {
      const heavy = staticClosure('src/cli/main.ts', byPath)
        .filter(({ target }) => tooHeavyForHelp.includes(target) || /^src\/(app\.ts|api|core|db|jobs)/.test(target))
        .map(
          ({ target, trail }) =>
            `${trail.join(' -> ')} -> ${target}: load it with import() in the command that needs it.`,
        )

      expectNone(heavy)
    })
  })

  describe('the tree', () => {
    it('has the rooms of the map and no others', () => {
      const found = readdirSync(join(projectFolder, 'src')).map((name) => roomOf(`src/${name}`))

      expect(found.filter((name) => !(name in rooms))).to.deep.equal([])
    })

    it('has a step on the stairs and an index.ts for every noun of core', () => {
      const core = join(projectFolder, 'src/core')
      const nouns = readdirSync(core, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)

      expect(nouns.filter((name) => !stairs.includes(name))).to.deep.equal([])
      expect(nouns.filter((name) => !existsSync(join(core, name, 'index.ts')))).to.deep.equal([])
    })

    it('has kebab-case names that say what is inside', () => {
      const wrong = [...sources, ...readSources('test'), ...readSources('bench')]
        .map(({ path }) => path)
        .filter((path) => !/^test\/fixtures\//.test(path))
        .filter((path) => {
          const parts = path.split('/')
          const stems = parts.map((part) => part.replace(/\..*$/, ''))
          return stems.some((stem) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) || emptyNames.includes(stem))
        })

      expectNone(wrong.map((path) => `${path}: rename it in kebab-case, after what it does for its caller.`))
    })
  })

  describe('manners', () => {
    it('have named exports only', () => {
      const wrong = sources
        .filter(({ path }) => !defaultExportWanted.includes(path))
        .flatMap(({ path, defaultExports }) =>
          defaultExports.map((line) => `${path}:${line} has a default export; name it.`),
        )

      expectNone(wrong)
    })

    it('read the environment in src/config alone', () => {
      const wrong = sources
        .filter(({ path }) => !path.startsWith('src/config/'))
        .flatMap(({ path, processUses }) =>
          processUses
            .filter(({ property }) => property === 'env')
            .map(({ line }) => `${path}:${line} reads process.env; make it a setting in src/config and hand it in.`),
        )

      expectNone(wrong)
    })

    it('leave the end of the process to bin: whatever is open is closed, and the loop drains', () => {
      const wrong = sources.flatMap(({ path, processUses }) =>
        processUses
          .filter(({ property }) => ['exit', 'exitCode', 'abort', 'reallyExit'].includes(property))
          .map(({ line, property }) => `${path}:${line} uses process.${property}; answer a code to bin instead.`),
      )

      expectNone(wrong)
    })
  })

  describe('the rules themselves', () => {
    const judge = (path: string, line: string) => {
      const file = readSource(path, line)
      return file.imports.map((entry) => judgeImport(file, entry) ?? 'fine').join()
    }

    const cases: [where: string, line: string, outcome: RegExp][] = [
      ['src/lib/ids.ts', `import { x } from './clock.ts'`, /^fine$/],
      ['src/lib/ids.ts', `import { x } from '../config/config.ts'`, /lib .* may not import config/],
      ['src/core/posts/a.ts', `import { x } from '../people/index.ts'`, /^fine$/],
      ['src/core/posts/a.ts', `import { x } from '../people/visibility.ts'`, /through its index\.ts/],
      ['src/core/people/a.ts', `import { x } from '../posts/index.ts'`, /publish an event/],
      ['src/core/people/a.ts', `import { x } from '../gossip/index.ts'`, /no place on the stairs/],
      ['src/core/posts/a.ts', `import type { X } from '../../clients/mail/index.ts'`, /^fine$/],
      ['src/core/posts/a.ts', `import { type X } from '../../clients/mail/index.ts'`, /^fine$/],
      [
        'src/core/posts/a.ts',
        `import { type X, y } from '../../clients/mail/index.ts'`,
        /takes only types from clients/,
      ],
      ['src/core/posts/a.ts', `export * from '../../presenters/post.ts'`, /core .* may not import presenters/],
      ['src/core/posts/a.ts', `const x = await import('../../api/server.ts')`, /core .* may not import api/],
      ['src/core/posts/a.ts', `import { Op } from 'sequelize'`, /belongs to src\/db\/ alone/],
      ['src/presenters/post.ts', `type X = import('../db/database.ts').Database`, /^fine$/],
      ['src/api/routes/posts.ts', `import { x } from '../../core/posts/index.ts'`, /^fine$/],
      ['src/api/routes/posts.ts', `import { x } from '../../core/posts/policy.ts'`, /through its index\.ts/],
      ['src/api/routes/posts.ts', `import { x } from '../../jobs/runner.ts'`, /api .* may not import jobs/],
      [
        'src/cli/commands/users/list.ts',
        `import { x } from '../../../core/people/index.ts'`,
        /cli .* may not import core/,
      ],
      ['src/cli/commands/users/list.ts', `const x = await import('../../../app.ts')`, /cli .* may not import app/],
      ['src/cli/installation/serve.ts', `const x = await import('../../app.ts')`, /^fine$/],
      ['src/cli/installation/serve.ts', `const x = await import('../../api/router.ts')`, /takes only types from api/],
      ['src/app.ts', `import { x } from './core/context.ts'`, /^fine$/],
      ['src/app.ts', `import { x } from './api/server.ts'`, /app .* may not import api/],
      ['src/web/main.tsx', `import { x } from '../lib/clock.ts'`, /web .* may not import lib/],
      ['src/lib/clock.ts', `import { x } from '../../test/support/spawn.ts'`, /outside src/],
    ]

    for (const [where, line, outcome] of cases) {
      it(`judge \`${line}\` in ${where}`, () => {
        expect(judge(where, line)).to.match(outcome)
      })
    }

    it('see default exports, and uses of the process, in every form', () => {
      const { defaultExports, processUses } = readSource(
        'src/lib/x.ts',
        'export default 1\nexport default function f() {}\nexport { f as default }\nprocess.exit(process.env.X)',
      )

      expect(defaultExports).to.deep.equal([1, 2, 3])
      expect(processUses.map(({ property }) => property)).to.deep.equal(['exit', 'env'])
    })
  })
})

/** All that is loaded with a file before its first line runs, each with the way there. */
function staticClosure(start: string, byPath: Map<string, SourceFile>): { target: string; trail: string[] }[] {
  const reached: { target: string; trail: string[] }[] = []
  const seen = new Set<string>([start])
  const follow = (path: string, trail: string[]): void => {
    for (const { target, typesOnly, dynamic } of byPath.get(path)?.imports ?? []) {
      if (typesOnly || dynamic || seen.has(target)) continue
      seen.add(target)
      reached.push({ target, trail })
      follow(target, [...trail, target])
    }
  }
  follow(start, [start])
  return reached
}

function expectNone(wrong: string[]): void {
  expect(wrong, `\n${wrong.join('\n')}\n`).to.have.length(0)
}
