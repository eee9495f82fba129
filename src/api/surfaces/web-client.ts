import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type Request, type Response, Router } from 'express'
import { acceptsEncoding, type Encoding } from '../accept-encoding.ts'
import type { DrawHome, DrawnHome } from './drawn-home.ts'
import { page } from './page.ts'

/** What the web client's folder may hold; anything else (source maps, dot files) is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

interface Asset {
  type: string
  /** Named by its content, so that it never changes. */
  isHashed: boolean
  etag: string
  plain: Buffer
  /** Packs the content, at the first call and in a thread: a start would wait for all of it, and most is never asked for. */
  packed(encoding: (typeof encodings)[number]): Promise<Buffer>
  isPackable: boolean
}

const brotliOf = promisify(brotliCompress)
const gzipOf = promisify(gzip)

/** The better one first. */
const encodings: readonly {
  name: Encoding
  pack(plain: Buffer): Promise<Buffer>
  /** For what is sent a single time: less small, in a fraction of the time. */
  packOnce(plain: Buffer): Promise<Buffer>
}[] = [
  {
    name: 'br',
    pack: (plain) => brotliOf(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    packOnce: (plain) => brotliOf(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  },
  { name: 'gzip', pack: (plain) => gzipOf(plain), packOnce: (plain) => gzipOf(plain) },
]

const packable = /^(text|application|image\/svg)/
/** Where the web client's files are. */
export const webClientFolder = join(dirname(fileURLToPath(import.meta.url)), '../../../static')

/** The client's one page as it is sent for some places: with the names of the files that the page there is made of. */
interface Beginning {
  place: RegExp
  shell: Asset
}

/**
 * The web client: its files from `static/`, and its one page for every address that is a place in the client. Files are
 * read once, and packed once when first asked for; a few hundred kilobytes in memory spare a look at the disk for each
 * request.
 */
export function webClientSurface(folder: string, drawHome?: DrawHome): Router {
  const assets = readAssets(folder)
  const shell = assets.get('/index.html')
  const beginnings = shell === undefined ? [] : readBeginnings(folder, shell)
  const home =
    shell === undefined ? undefined : aroundHome(beginnings.find(({ place }) => place.test('/'))?.shell ?? shell)
  const router = Router({ caseSensitive: true, strict: true })
  if (home !== undefined && drawHome !== undefined) {
    router.get('/', async (request, response, next) => {
      const drawn = isPlaceInClient(request) && request.method === 'GET' ? await drawHome(request, response) : undefined
      if (drawn === undefined) return next()
      await sendHome(request, response, home(drawn))
    })
  }
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const asset = assets.get(request.path)
    if (asset) return sendAsset(request, response, asset)
    if (!isPlaceInClient(request)) return next()
    const beginning = beginnings.find(({ place }) => place.test(request.path))
    if (shell) return sendAsset(request, response, beginning?.shell ?? shell)
    const body =
      '<p>The web client is not built. <code>npm run build</code> builds it; <a href="/api/docs">the API</a> works without.</p>'
    response
      .status(503)
      .type('html')
      .end(page({ title: 'Momentum', instance: 'Momentum', body }))
  })
  return router
}

function isPlaceInClient(request: Request): boolean {
  const isOther = /^\/(api|media|health|metrics|assets|\.well-known)(\/|$)|\/\./.test(request.path)
  // User names have dots in them, tags every script; nothing of the path ever reaches a disk.
  const mayHaveAnything = /^\/(@[^/]|tags\/[^/])/.test(request.path)
  const isPlain = extname(request.path) === '' && !request.path.includes('%')
  if (isOther || !(mayHaveAnything || isPlain)) return false
  // The front door opens to whoever takes anything, such as curl; elsewhere only browsers get a page for an address.
  return request.path === '/' ? request.accepts('html') !== false : (request.headers.accept ?? '').includes('text/html')
}

function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  // What the client's build made lies above what is kept in the repository, under the same addresses.
  for (const root of [folder, join(folder, 'app')]) {
    if (!existsSync(root)) continue
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name)
      const path = `/${file
        .slice(root.length + 1)
        .split('\\')
        .join('/')}`
      const type = types[extname(entry.name)]
      if (!entry.isFile() || type === undefined || /\/\./.test(path) || (root === folder && path.startsWith('/app/')))
        continue
      assets.set(path, readAsset(file, type))
    }
  }
  return assets
}

/**
 * What the build says of places (`writePreloads` in src/web/vite.config.ts). Named in the page, the files come beside the
 * client; left to it, they would be asked for only when it is there.
 */
function readBeginnings(folder: string, shell: Asset): Beginning[] {
  const file = join(folder, 'app/.vite/preloads.json')
  if (!existsSync(file)) return []
  const preloads = JSON.parse(readFileSync(file, 'utf8')) as { place: string; files: string[] }[]
  return preloads.map(({ place, files }) => {
    const links = files.map((name) =>
      name.endsWith('.css')
        ? `<link rel="stylesheet" crossorigin href="/${name}">`
        : `<link rel="modulepreload" crossorigin href="/${name}">`,
    )
    const html = shell.plain.toString().replace('</head>', `${links.join('')}</head>`)
    return { place: new RegExp(place), shell: pack(Buffer.from(html), shell.type, false) }
  })
}

const appElement = /<div id="app">[\s\S]*<\/div>(?=\s*<noscript>)/

/** Puts what was drawn into the client's page, in the place of its skeleton. */
function aroundHome(shell: Asset): ((drawn: DrawnHome) => string) | undefined {
  const [before, after] = shell.plain.toString().split(appElement)
  if (before === undefined || after === undefined) return undefined
  // What is drawn can be used as it is: the client comes after what it looks like.
  const head = before
    .replace('<html', '<html data-drawn')
    .replace('<script type="module"', '<script type="module" fetchpriority="low"')
    .replaceAll('<link rel="modulepreload"', '<link rel="modulepreload" fetchpriority="low"')
  return ({ page, answers }) =>
    `${head}<div id="app">${page}</div><script type="application/json" id="answers">${answers}</script>${after}`
}

/** Sends a page that is for one person alone, and is kept nowhere. */
async function sendHome(request: Request, response: Response, html: string): Promise<void> {
  response.setHeader('Cache-Control', 'private, no-store')
  response.setHeader('Vary', 'Accept-Encoding, Cookie')
  response.setHeader('Content-Type', types['.html']!)
  const encoding = encodings.find(({ name }) => acceptsEncoding(request.headers['accept-encoding'], name))
  const bytes = encoding === undefined ? Buffer.from(html) : await encoding.packOnce(Buffer.from(html))
  if (encoding !== undefined) response.setHeader('Content-Encoding', encoding.name)
  response.setHeader('Content-Length', bytes.length)
  response.end(bytes)
}

function readAsset(file: string, type: string): Asset {
  return pack(readFileSync(file), type, /-[\w-]{8}\.\w+$/.test(file))
}

function pack(plain: Buffer, type: string, isHashed: boolean): Asset {
  const packings = new Map<Encoding, Promise<Buffer>>()
  const packed: Asset['packed'] = (encoding) => {
    const packing = packings.get(encoding.name) ?? encoding.pack(plain)
    packings.set(encoding.name, packing)
    return packing
  }
  return {
    type,
    isHashed,
    etag: `"${createHash('sha1').update(plain).digest('base64url')}"`,
    plain,
    packed,
    isPackable: packable.test(type) && plain.length > 1024,
  }
}

async function sendAsset(request: Request, response: Response, asset: Asset): Promise<void> {
  response.setHeader('Cache-Control', asset.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  response.setHeader('ETag', asset.etag)
  response.setHeader('Vary', 'Accept-Encoding')
  if (request.headers['if-none-match'] === asset.etag) {
    response.status(304).end()
    return
  }
  const accepted = request.headers['accept-encoding']
  const encoding = asset.isPackable ? encodings.find(({ name }) => acceptsEncoding(accepted, name)) : undefined
  const bytes = encoding === undefined ? asset.plain : await asset.packed(encoding)
  if (encoding !== undefined) response.setHeader('Content-Encoding', encoding.name)
  response.setHeader('Content-Type', asset.type)
  response.setHeader('Content-Length', bytes.length)
  response.end(request.method === 'HEAD' ? undefined : bytes)
}
