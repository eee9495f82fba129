import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { projectFolder, runProcess } from './support/spawn.ts'

// SAFETY.md OP19: what we take from others is pinned, hashed, named, licensed to us, and runs nothing while it installs
// that we have not allowed by name.

/** Packages whose install script may run, and why. `package.json` tells npm the same. */
const allowedScripts = new Map([
  ['sqlite3', 'fetches or compiles the database driver'],
  ['esbuild', 'picks the binary of this machine, for tsx and Vite'],
])

/** Packages that bring an install script which never runs: npm is told so by name. */
const deniedScripts = new Map([['@scarf/scarf', 'reports installations to a company']])

/** Licences under which others' work may be part of, or used to make, an MIT-licensed program. */
const acceptedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Files under it stay under it; we change none of them.
  'MPL-2.0',
  // libvips, loaded by sharp as a shared library that anyone may exchange.
  'LGPL-3.0-or-later',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
])

/** Packages whose metadata names no licence that a program can read; the licence in their files was read by a person. */
const licencesReadByHand = new Map([
  ['busboy', 'MIT'],
  ['caniuse-lite', 'CC-BY-4.0 (a table of browsers; only the build of the web client reads it)'],
  ['combine-errors', 'MIT'],
  ['dicer', 'MIT'],
  ['humanize-number', 'MIT'],
  ['only', 'MIT'],
  ['reserved', 'MIT'],
  ['streamsearch', 'MIT'],
])

/**
 * Build tools' binaries for systems on which this lock file could not be completed: named, so that `npm ci` works
 * everywhere, but without a hash. None of them is part of what runs.
 */
const unhashed = /^@(biomejs\/cli|rollup\/rollup)-(android|darwin|freebsd|linux|openbsd|openharmony|win32)-/

interface LockedPackage {
  version: string
  integrity?: string
  resolved?: string
  link?: boolean
  inBundle?: boolean
  hasInstallScript?: boolean
  dev?: boolean
  optional?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  allowScripts: Record<string, boolean>
  scarfSettings?: { enabled: boolean }
}

interface Sbom {
  components: { name: string; version: string; licenses?: SbomLicence[] }[]
}

type SbomLicence = { license: { id?: string; name?: string } } | { expression: string }

const read = (name: string) => readFileSync(join(projectFolder, name), 'utf8')
const manifest = JSON.parse(read('package.json')) as Manifest
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }
const locked = Object.entries(lock.packages).filter(([place]) => place !== '')
const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
const isInstalled = (place: string) => existsSync(join(projectFolder, place))
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

describe('supply chain', () => {
  describe('package-lock.json', () => {
    it('has an integrity hash for every package, but the build tools of systems we could not ask for', () => {
      const bare = locked.filter(([, entry]) => !entry.inBundle && !/^sha512-/.test(entry.integrity ?? ''))
      const unexcused = bare.filter(
        ([place, { dev, optional }]) => !(dev && optional && unhashed.test(nameOf(place)) && !isInstalled(place)),
      )

      expect(unexcused.map(([place]) => place)).to.deep.equal([])
    })

    it('is complete, so that `npm ci` takes it on every system', () => {
      const missing = locked.flatMap(([place, entry]) =>
        Object.entries({ ...entry.dependencies, ...entry.optionalDependencies })
          .filter(([name]) => !isReachable(name, place))
          .map(([name, version]) => `${name}@${version}, which ${place} names`),
      )

      expect(missing).to.deep.equal([])
    })

    it('takes nothing from a folder, a repository or a registry of its own choice', () => {
      const foreign = locked.filter(([, entry]) => entry.link || entry.resolved !== undefined)

      expect(foreign.map(([place]) => place)).to.deep.equal([])
    })

    it('was made for the packages that package.json names', () => {
      const root = lock.packages[''] as unknown as Manifest

      expect(root.dependencies).to.deep.equal(manifest.dependencies)
      expect(root.devDependencies).to.deep.equal(manifest.devDependencies)
    })
  })

  it('names exact versions only', () => {
    const loose = Object.entries(named).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))

    expect(loose).to.deep.equal([])
  })

  describe('install scripts', () => {
    it('come with packages that we know to have one', () => {
      const scripted = new Set(locked.filter(([, entry]) => entry.hasInstallScript).map(([place]) => nameOf(place)))

      expect([...scripted].sort()).to.deep.equal([...allowedScripts.keys(), ...deniedScripts.keys()].sort())
    })

    it('are allowed or denied to npm by name', () => {
      const allowed = Object.fromEntries([...allowedScripts.keys()].map((name) => [name, true]))
      const denied = Object.fromEntries([...deniedScripts.keys()].map((name) => [name, false]))

      expect(manifest.allowScripts).to.deep.equal({ ...allowed, ...denied })
    })

    it('send nothing home where an older npm runs a denied one', () => {
      // The one denied package asks for this setting before it reports anything.
      expect([...deniedScripts.keys()]).to.deep.equal(['@scarf/scarf'])
      expect(manifest.scarfSettings).to.deep.equal({ enabled: false })
    })
  })

  describe('docs/dependencies.md', () => {
    const rows = [...read('docs/dependencies.md').matchAll(/^\| (\S+) \| (.+) \| (.+) \|$/gm)]
      .map(([, name, why, instead]) => ({ name: name!, why: why!, instead: instead! }))
      .filter(({ name }) => name !== 'package')

    it('has one row for each package that package.json names, and no other', () => {
      expect(rows.map(({ name }) => name).sort()).to.deep.equal(Object.keys(named).sort())
    })

    it('gives each a reason', () => {
      const thin = rows.filter(({ why, instead }) => why.trim().length < 10 || instead.trim() === '')

      expect(thin).to.deep.equal([])
    })
  })

  describe('the bill of materials', () => {
    let sbom: Sbom

    before(async () => {
      const { code, stdout, stderr } = await runProcess('npm', [
        'sbom',
        '--sbom-format=cyclonedx',
        '--package-lock-only',
        '--loglevel=error',
      ])
      expect(code, stderr).to.equal(0)
      sbom = JSON.parse(stdout) as Sbom
    })

    it('lists every package of the lock file', () => {
      const listed = new Set(sbom.components.map(({ name, version }) => `${name}@${version}`))
      const missing = locked.filter(([place, { version }]) => !listed.has(`${nameOf(place)}@${version}`))

      expect(missing.map(([place]) => place)).to.deep.equal([])
    })

    it('names an accepted licence for each', () => {
      const unclear = sbom.components.filter(
        ({ name, licenses = [] }) => !licencesReadByHand.has(name) && !licenses.some(isAccepted),
      )

      expect(unclear.map(({ name, version, licenses }) => ({ name, version, licenses }))).to.deep.equal([])
    })

    it('has only packages among those read by hand that are still there', () => {
      const there = new Set(sbom.components.map(({ name }) => name))

      expect([...licencesReadByHand.keys()].filter((name) => !there.has(name))).to.deep.equal([])
    })
  })
})

/** Of `A OR B` one will do, of `A AND B` both must. */
function isAccepted(licence: SbomLicence): boolean {
  const expression = 'expression' in licence ? licence.expression : (licence.license.id ?? licence.license.name ?? '')
  const choices = expression.replaceAll(/[()]/g, '').split(' OR ')
  return choices.some((choice) => choice.split(' AND ').every((name) => acceptedLicences.has(name)))
}

/** Looks where Node would: beside the package that names it, then in each folder around it. */
function isReachable(name: string, from: string): boolean {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in lock.packages) return true
    if (place === '') return false
  }
}
