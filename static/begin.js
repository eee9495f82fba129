// Runs before anything is painted: chooses the theme, so that no page flashes in the wrong one, and asks the server for what
// the page at this address needs while the client is still on its way. Written in plain JavaScript and kept small: pages
// wait for it. src/web/shell/theme.ts and src/web/api/early.ts go on from here.
;(() => {
  const kept = (name, storage) => {
    try {
      return globalThis[storage].getItem(name)
    } catch {
      return null
    }
  }
  const choice = kept('momentum.theme', 'localStorage')
  const isDark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const root = document.documentElement
  root.dataset.theme = isDark ? 'dark' : 'light'

  // Whoever had no session when a page last knew has nothing to ask for.
  if (kept('momentum session', 'localStorage') === 'none') return
  root.dataset.begin = 'somebody'
  const answers = new Map()
  globalThis.momentumEarly = answers
  const ask = (path) => {
    const address = `/api/v1${path}`
    const answer = fetch(address, {
      headers: { Accept: 'application/json' },
      credentials: 'same-origin',
      cache: 'no-store',
    })
    // Whoever takes it deals with a failure.
    answer.catch(() => {})
    answers.set(address, answer)
    return answer
  }

  // The position of the log comes before whatever it is about, so that nothing falls between the two.
  const position = ask('/sync')
  ask('/me')
  const [, area, name] = /^\/(@|messages\/)([\w.-]+)\/?$/.exec(location.pathname) ?? []
  if (location.pathname === '/' && kept('momentum.person.feed', 'sessionStorage') === null) ask('/feed')
  if (area === '@') {
    ask(`/users/${name}`)
    ask(`/users/${name}/posts?view=grid`)
  }
  if (area === 'messages/') {
    position.then(
      () => {
        ask(`/conversations/${name}`)
        ask(`/conversations/${name}/messages?limit=50`)
      },
      () => {},
    )
  }
})()
