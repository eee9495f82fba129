import { preact } from '@preact/preset-vite'
import { defineConfig, type Plugin, type Rollup, type UserConfig } from 'vite'

/** The server that `npm run dev:web` hands calls on to. */
const server = 'http://localhost:3000'

/** Pages that people begin at: what they are made of is named in the HTML, and comes beside the client and not after it. */
const beginnings: readonly { place: RegExp; page: string }[] = [
  { place: /^\/$/, page: 'pages/feed/feed-page.tsx' },
  { place: /^\/@[^/]+\/?$/, page: 'pages/profile/profile-page.tsx' },
  { place: /^\/posts\/[^/]+\/?$/, page: 'pages/post/post-page.tsx' },
  { place: /^\/messages(\/[^/]+)?\/?$/, page: 'pages/chat/chat-page.tsx' },
  { place: /^\/notifications\/?$/, page: 'pages/notifications/notifications-page.tsx' },
]

// Run from the project's folder: `vite build --config src/web/vite.config.ts`, and once more with `--ssr drawn/draw-home.tsx`.
export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? forServer : forBrowsers))

const forBrowsers: UserConfig = {
  root: 'src/web',
  base: '/',
  plugins: [preact({ devToolsEnabled: false }), writePreloads()],
  build: {
    outDir: '../../static/app',
    emptyOutDir: true,
    target: ['chrome111', 'firefox121', 'safari16.4'],
    assetsDir: 'assets',
    // The policy forbids inline scripts and styles, and fonts from data: addresses; every asset is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { output: { manualChunks: chunkOf, onlyExplicitManualChunks: true } },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/media'].map((path) => [
        path,
        // Requests with the cookie count only when they come from the server's own address.
        { target: server, ws: true, changeOrigin: true, headers: { origin: server } },
      ]),
    ),
  },
}

/** What the server draws with, in a folder whose name keeps it from being served. */
const forServer: UserConfig = {
  root: 'src/web',
  plugins: [preact({ devToolsEnabled: false }), leaveLatePartsOut()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: '../../static/app/.server',
    emptyOutDir: true,
    target: 'node20',
    reportCompressedSize: false,
    rollupOptions: { output: { entryFileNames: '[name].js' } },
  },
}

/** The server draws what is there at first; pages and dialogs that are fetched later are no part of it. */
function leaveLatePartsOut(): Plugin {
  return {
    name: 'momentum-late-parts',
    enforce: 'pre',
    resolveDynamicImport: () => ({ id: 'momentum:late', external: true }),
  }
}

/**
 * What nearly every page for people needs stands in one file with the feed: over HTTP/1.1 six files come at a time, and each
 * has headers of a kilobyte. Dialogs and what else is fetched when it is opened stay apart.
 */
function chunkOf(id: string): string | undefined {
  if (id.includes('/node_modules/thumbhash/')) return 'posts'
  const name = /\/src\/web\/(.+)\.(?:ts|tsx|css)$/.exec(id)?.[1]
  if (name === undefined) return undefined
  const isShared =
    /^(pages\/feed|posts|people|design)\/|^strings\/(posts|people|emoji)$|^safety\/block-acts$|^api\/in-order$/.test(
      name,
    )
  const isOpened = /-dialog$|\/(emoji-picker|emoji-list|emoji-data|media-viewer|field|video-thumbnail)$/.test(name)
  return isShared && !isOpened && !ofFrame.test(name) ? 'posts' : undefined
}

/** What the frame itself needs before there is any page. */
const ofFrame =
  /^pages\/feed\/(routes|feed-memory)$|^design\/(tokens|base|avatar|badge|button|class-names|icon|illustration|say-problem|skeleton|states|visually-hidden)$/

/** Writes what the server adds to the HTML of a place (src/api/surfaces/web-client.ts). */
function writePreloads(): Plugin {
  return {
    name: 'momentum-preloads',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const entry = chunks.find(({ isEntry }) => isEntry)!
      const known = filesOf(entry, chunks)
      const preloads = beginnings.map(({ place, page }) => {
        const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/src/web/${page}`)))
        if (chunk === undefined) throw new Error(`${page} is in no chunk`)
        const files = [...filesOf(chunk, chunks)].filter((file) => !known.has(file))
        return { place: place.source, files }
      })
      this.emitFile({ type: 'asset', fileName: '.vite/preloads.json', source: JSON.stringify(preloads) })
    },
  }
}

/** A chunk, what it imports, and their styles. */
function filesOf(
  chunk: Rollup.OutputChunk,
  all: readonly Rollup.OutputChunk[],
  found = new Set<string>(),
): Set<string> {
  if (found.has(chunk.fileName)) return found
  found.add(chunk.fileName)
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
  for (const name of chunk.imports) {
    const imported = all.find(({ fileName }) => fileName === name)
    if (imported !== undefined) filesOf(imported, all, found)
  }
  return found
}
