// Runs before anything is painted: chooses the theme and the direction, so that no page flashes in the wrong ones, and asks
// the server for what the page at this address needs while the client is still on its way. Written in plain JavaScript and
// kept small: pages wait for it. src/web/shell/theme.ts, src/web/api/early.ts and src/web/shell/drawn-page.ts go on from here.
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
  if (kept('momentum.direction', 'localStorage') === 'rtl') root.dir = 'rtl'

  const answers = new Map()
  const hasFeed = kept('momentum.person.feed', 'sessionStorage') !== null

  if ('drawn' in root.dataset) {
    // The server has drawn the page, and written into it what the client would ask for. Posts that were kept come instead.
    root.dataset.begin = hasFeed ? 'kept' : 'somebody'
    globalThis.momentumEarly = answers
    try {
      localStorage.setItem('momentum session', 'some')
    } catch {
      // Closed by the browser's settings: nothing was kept that says otherwise.
    }
    hearPresses()
    return
  }

  // Whoever had no session when a page last knew has nothing to ask for.
  if (kept('momentum session', 'localStorage') === 'none') return
  root.dataset.begin = 'somebody'
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
  if (location.pathname === '/' && !hasFeed) ask('/feed')
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

  /**
   * Writes down which buttons are pressed before the client is there, which presses them again. A heart does not wait for
   * that: it is filled, and the server told; the client finds the answer among the others.
   */
  function hearPresses() {
    const presses = []
    globalThis.momentumPresses = presses
    addEventListener(
      'click',
      ({ target }) => {
        const button = target.closest?.('button')
        if (!button || !('drawn' in root.dataset)) return
        const post = button.closest('[data-post]')?.dataset.post
        const isHeart = post !== undefined && button.matches('.reaction')
        presses.push({ button, post, isHeart })
        if (isHeart) react(button, post, button.getAttribute('aria-pressed') !== 'true')
      },
      true,
    )
  }

  function react(button, post, isGiven) {
    button.setAttribute('aria-pressed', isGiven)
    button.classList.toggle('reaction-mine', isGiven)
    button.firstElementChild.classList.toggle('icon-filled', isGiven)
    const address = `/api/v1/posts/${post}/reaction`
    // Only the first press of each: a second would have to wait for the first, which the client does better.
    if (answers.has(`PUT ${address}`) || answers.has(`DELETE ${address}`)) return
    const method = isGiven ? 'PUT' : 'DELETE'
    const answer = fetch(address, {
      method,
      headers: { Accept: 'application/json', ...(isGiven && { 'Content-Type': 'application/json' }) },
      body: isGiven ? '{"emoji":"❤️"}' : undefined,
      credentials: 'same-origin',
    })
    answer.catch(() => {})
    answers.set(`${method} ${address}`, answer)
  }
})()
