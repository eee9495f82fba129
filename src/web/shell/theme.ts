import { createStore } from '../api/store.ts'
import { keep, readKept } from './kept.ts'

export type ThemeChoice = 'auto' | 'light' | 'dark'

// static/begin.js reads the same names before anything is painted.
const themeName = 'momentum.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

export const themeChoice = createStore<ThemeChoice>(readChoice())

function readChoice(): ThemeChoice {
  const kept = readKept(themeName)
  return kept === 'light' || kept === 'dark' ? kept : 'auto'
}

function show(): void {
  const choice = themeChoice.get()
  const theme = choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice
  document.documentElement.dataset.theme = theme
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', theme === 'dark' ? '#161d1a' : '#ffffff')
}

/** Follows the device's theme, or the one chosen here. */
export function startTheme(): void {
  show()
  dark.addEventListener('change', show)
}

/** Chooses a theme for this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.set(choice)
  keep(themeName, choice === 'auto' ? null : choice)
  show()
}
