// The service worker: the client's shell opens without a network, pushed notifications are shown. What the API answers is
// never kept here. Written in plain JavaScript; it is no part of the bundle and has to stay at this address.

const cacheName = 'shell-2'
/** Pages that the server makes by itself; the client has nothing in their place. */
const serverPages =
  /^\/(api|media|health|metrics|assets|\.well-known|terms|privacy|guidelines|safety|report|setup|login-alert|account|reset-password|verify-email)(\/|$)/

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      caches.keys().then((names) => Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)))),
      self.clients.claim(),
    ]),
  )
})

self.addEventListener('message', (event) => {
  if (event.data?.type === 'take-over') self.skipWaiting()
})

/** Fetches the page and what it names, so that it is whole. */
async function keepShell() {
  const cache = await caches.open(cacheName)
  const response = await fetchShell('no-store')
  if (!response.ok) throw new Error(`The shell answered ${response.status}`)
  const html = await response.clone().text()
  const named = [...html.matchAll(/(?:src|href)="(\/(?:assets\/[^"]+|begin\.js))"/g)].map(([, address]) => address)
  await cache.addAll([...new Set(named)])
  await cache.put('/', response)
}

/** The page as it is for nobody in particular: what the server draws for somebody is kept nowhere. */
function fetchShell(cache) {
  return fetch('/', { headers: { accept: 'text/html' }, credentials: 'omit', cache })
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (!serverPages.test(pathname)) event.respondWith(pageFor(request))
  } else if (pathname.startsWith('/assets/')) event.respondWith(assetFor(request))
  else if (pathname === '/begin.js') event.respondWith(fetch(request).catch(() => caches.match('/begin.js')))
})

/** The page from the network, since it names the newest assets; the kept one where there is none. */
async function pageFor(request) {
  try {
    const response = await fetch(request)
    const isShell = response.ok && (response.headers.get('content-type') ?? '').startsWith('text/html')
    const isPersonal = /no-store/.test(response.headers.get('cache-control') ?? '')
    if (isShell && isPersonal) void keepShellLike(response.clone()).catch(() => {})
    else if (isShell) keepInTheBackground('/', response.clone())
    return response
  } catch (error) {
    const kept = await caches.match('/')
    if (kept) return kept
    throw error
  }
}

/** Sees to it that the kept page is of the client that a page drawn for somebody is of. */
async function keepShellLike(drawn) {
  const scriptOf = (html) => /src="(\/assets\/[^"]+)"/.exec(html)?.[1]
  const kept = await caches.match('/')
  if (kept && scriptOf(await kept.text()) === scriptOf(await drawn.text())) return
  const response = await fetchShell('no-cache')
  if (response.ok) keepInTheBackground('/', response)
}

/** Assets are named by their content: one that is kept is right for ever. */
async function assetFor(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) keepInTheBackground(request, response.clone())
  return response
}

function keepInTheBackground(address, response) {
  caches
    .open(cacheName)
    .then(async (cache) => {
      await cache.put(address, response)
      await dropOldAssets(cache)
    })
    .catch(() => {})
}

async function dropOldAssets(cache) {
  const assets = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/assets/'))
  await Promise.all(assets.slice(0, -200).map((request) => cache.delete(request)))
}

// Notifications

self.addEventListener('push', (event) => {
  event.waitUntil(showPushed(event.data))
})

/** What the server sends is `{title, body, data}`; `data` has references alone, from which the page to open follows. */
async function showPushed(sent) {
  let pushed = {}
  try {
    pushed = sent?.json() ?? {}
  } catch {
    // A push that cannot be read is still one: browsers ask that something is shown.
  }
  const data = pushed.data ?? {}
  await self.registration.showNotification(pushed.title || 'Momentum', {
    body: pushed.body ?? '',
    tag: data.notificationId,
    renotify: data.notificationId !== undefined && data.type === 'message',
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { href: pageOf(data) },
  })
  const unread = Number(data.unread)
  if (Number.isInteger(unread)) {
    await (unread > 0 ? self.navigator.setAppBadge?.(unread) : self.navigator.clearAppBadge?.())
  }
}

/** The page a push is about. */
function pageOf(data) {
  const at = (folder, id) => `/${folder}/${encodeURIComponent(id)}`
  if (data.conversationId) return at('messages', data.conversationId)
  if (data.postId) {
    return data.commentId ? `${at('posts', data.postId)}?comment=${encodeURIComponent(data.commentId)}` : at('posts', data.postId)
  }
  if (data.loginAlertId) return '/settings/alerts'
  if (data.username) return `/@${encodeURIComponent(data.username)}`
  return '/notifications'
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(goTo(event.notification.data?.href ?? '/'))
})

async function goTo(href) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((client) => new URL(client.url).origin === self.location.origin)
  if (open === undefined) return self.clients.openWindow(href)
  await open.focus()
  open.postMessage({ type: 'go', href })
}
