import type { SourceFile, SourceImport } from './sources.ts'

// The map of the house as data: who may import whom. docs/architecture.md says why.

export interface RoomRule {
  /** What the room is for; part of every message about it. */
  purpose: string
  /** Rooms it may import from. */
  uses: string[]
  /** Rooms it may import types from; nothing of them runs. */
  usesTypesOf?: string[]
}

/** Folders of `src` (and `app`, the one file that opens everything), from the ground up. */
export const rooms: Record<string, RoomRule> = {
  lib: { purpose: 'small pure things', uses: [] },
  config: { purpose: 'environment -> one frozen object', uses: ['lib'] },
  clients: { purpose: 'the outside world behind plain functions', uses: ['lib'] },
  db: { purpose: 'the only place that knows the database driver', uses: ['lib'] },
  core: { purpose: 'what Momentum does', uses: ['lib', 'db'], usesTypesOf: ['clients'] },
  presenters: { purpose: 'record -> plain JSON', uses: ['lib'], usesTypesOf: ['db', 'core'] },
  app: { purpose: 'opens everything from config', uses: ['lib', 'config', 'clients', 'db', 'core'] },
  installation: {
    purpose: 'looks after an installation as a whole',
    uses: ['lib', 'config', 'clients', 'db', 'core', 'app'],
  },
  api: { purpose: 'the door for programs', uses: ['lib', 'core', 'presenters'], usesTypesOf: ['app', 'config', 'db'] },
  jobs: { purpose: 'the door for the clock', uses: ['lib', 'core'], usesTypesOf: ['app', 'config', 'presenters'] },
  cli: { purpose: 'the door for operators', uses: ['lib', 'config'], usesTypesOf: ['api'] },
  web: { purpose: 'the web client', uses: [], usesTypesOf: ['api'] },
}

/** The one part of `cli` that opens the installation itself, and what it may load for that. */
export const installation = {
  folder: 'src/cli/installation/',
  mayImport: ['src/app.ts', 'src/installation/', 'src/api/server.ts', 'src/jobs/catalogue.ts', 'src/jobs/runner.ts'],
}

/** The demo puts the stand-in in YouTube's place, as the tests do; no other command speaks to anything but the API. */
export const demonstration = {
  folder: 'src/cli/installation/demo/',
  mayImport: ['src/clients/youtube/stand-in/index.ts'],
}

/** Several workers of one server speak to each other; who starts and supervises them brings the line. */
export const workers = {
  folder: 'src/cli/installation/workers/',
  mayImport: ['src/clients/siblings/index.ts'],
}

/** The stairs of `core`: each noun may use those before it, through their `index.ts`. */
export const stairs = [
  'log',
  'deletions',
  'settings',
  'audit',
  'filters',
  'media',
  'mail',
  'accounts',
  'people',
  'posts',
  'videos',
  'chat',
  'moderation',
  'notifications',
  'counters',
  'jobs',
  'backups',
  'compliance',
]

/** Packages that belong to some rooms alone, so that each can be replaced by changing these. */
export const packageHomes: Record<string, string[]> = {
  sequelize: ['src/db/'],
  sqlite3: ['src/db/'],
  pg: ['src/db/'],
  umzug: ['src/db/'],
  express: ['src/api/', 'src/clients/youtube/stand-in/'],
  helmet: ['src/api/'],
  busboy: ['src/api/'],
  ws: ['src/api/', 'src/cli/'],
  'node-cron': ['src/jobs/'],
  commander: ['src/cli/'],
  axios: ['src/cli/', 'src/clients/'],
  ink: ['src/cli/'],
  react: ['src/cli/'],
  ioredis: ['src/clients/'],
  nodemailer: ['src/clients/'],
  'web-push': ['src/clients/'],
  aws4fetch: ['src/clients/'],
  sharp: ['src/clients/', 'src/cli/console/pictures/', 'src/cli/installation/demo/pictures/'],
  mediabunny: ['src/clients/'],
  '@node-rs/argon2': ['src/clients/'],
  preact: ['src/web/'],
}

/** What `momentum --help` must not load: each costs tens of milliseconds. */
export const tooHeavyForHelp = ['express', 'sequelize', 'sqlite3', 'pg', 'sharp', 'ink', 'react', 'axios', 'zod']

/** Names that say nothing about what is inside. */
export const emptyNames = ['utils', 'util', 'common', 'helpers', 'helper', 'misc', 'shared']

/** The room a source stands in: `lib` for `src/lib/ids.ts`, `app` for `src/app.ts`. */
export function roomOf(path: string): string {
  return /^src\/([^/]+?)(\.tsx?)?(\/|$)/.exec(path)?.[1] ?? ''
}

/** Says why the import is not allowed and what to do instead, or undefined when it is. */
export function judgeImport(file: SourceFile, entry: SourceImport): string | undefined {
  if (entry.kind === 'source') return judgeSource(file.path, entry)
  if (entry.kind === 'package') return judgePackage(file.path, entry.target)
  return undefined
}

function judgeSource(path: string, { target, typesOnly }: SourceImport): string | undefined {
  if (!target.startsWith('src/')) return 'nothing in src imports from outside src; move what is needed into a room'
  const [from, to] = [roomOf(path), roomOf(target)]
  const rule = rooms[from]
  if (!rule) return `${from} is not a room of the map; see test/support/house-rules.ts`
  if (from === to) return from === 'core' ? judgeStairs(path, target) : undefined
  if (path.startsWith(installation.folder) && isOpenToCommands(target)) return undefined
  if (path.startsWith(demonstration.folder) && demonstration.mayImport.includes(target)) return undefined
  if (path.startsWith(workers.folder) && workers.mayImport.includes(target)) return undefined
  const isAllowed = rule.uses.includes(to) || (typesOnly && rule.usesTypesOf?.includes(to))
  if (isAllowed) return to === 'core' ? judgeCoreDoor(target) : undefined
  if (rule.usesTypesOf?.includes(to)) {
    return `${from} (${rule.purpose}) takes only types from ${to}; write \`import type\`, and let the value be handed in`
  }
  const may =
    [...rule.uses, ...(rule.usesTypesOf ?? []).map((name) => `types of ${name}`)].join(', ') || 'packages only'
  return `${from} (${rule.purpose}) may not import ${to}; it may import ${may}. Hand the thing in as an argument`
}

function isOpenToCommands(target: string): boolean {
  return installation.mayImport.some((open) => (open.endsWith('/') ? target.startsWith(open) : target === open))
}

function judgeStairs(path: string, target: string): string | undefined {
  const [from, to] = [nounOf(path), nounOf(target)]
  if (to === undefined || from === to) return undefined
  if (!stairs.includes(to)) return `${to} has no place on the stairs; give it one in test/support/house-rules.ts`
  if (from !== undefined && stairs.indexOf(to) > stairs.indexOf(from)) {
    return `${from} stands before ${to} on the stairs; publish an event that ${to} subscribes to`
  }
  return judgeCoreDoor(target)
}

function judgeCoreDoor(target: string): string | undefined {
  const noun = nounOf(target)
  if (noun === undefined || target === `src/core/${noun}/index.ts`) return undefined
  return `core/${noun} is entered through its index.ts; export what is needed there`
}

function nounOf(path: string): string | undefined {
  return /^src\/core\/([^/]+)\//.exec(path)?.[1]
}

function judgePackage(path: string, name: string): string | undefined {
  const homes = packageHomes[name]
  if (!homes || homes.some((home) => path.startsWith(home))) return undefined
  return `the package ${name} belongs to ${homes.join(' and ')} alone; use what that room offers`
}
