/** What this browser has kept under a name; nothing where it keeps nothing. */
export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Keeps something in this browser; null removes it. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // A browser that keeps nothing shows the default next time.
  }
}

// Names of what belongs to a person, and not to the browser, begin so.
const personal = 'momentum.person.'

/** The name under which something of the person signed in is kept, in `localStorage` or `sessionStorage`. */
export function personalName(name: string): string {
  return `${personal}${name}`
}

/** Forgets what was kept of the person, also by pages whose code was not loaded this time. */
export function forgetPersonal(): void {
  for (const storage of [() => localStorage, () => sessionStorage]) {
    try {
      const names = Object.keys(storage()).filter((name) => name.startsWith(personal))
      for (const name of names) storage().removeItem(name)
    } catch {
      // Closed by the browser's settings: nothing was kept.
    }
  }
}
