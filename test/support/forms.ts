import type { TestApp } from './app.ts'

/** What a page answered. */
export interface PageAnswer {
  status: number
  headers: Headers
  html: string
}

/** Sends a form as a browser without script does, from our own page unless other headers say so. */
export async function sendForm(
  on: TestApp,
  path: string,
  values: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<PageAnswer> {
  const response = await fetch(on.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: new URL(on.app.instance.publicUrl).origin,
      'Sec-Fetch-Site': 'same-origin',
      ...headers,
    },
    body: typeof values === 'string' ? values : new URLSearchParams(values).toString(),
  })
  return { status: response.status, headers: response.headers, html: await response.text() }
}

/** Opens a page as a browser does. */
export async function openPage(on: TestApp, path: string): Promise<PageAnswer> {
  const response = await fetch(on.url + path, { redirect: 'manual', headers: { Accept: 'text/html' } })
  return { status: response.status, headers: response.headers, html: await response.text() }
}

/** The words of a page, without its tags. */
export function wordsOf({ html }: PageAnswer): string {
  return html
    .replace(/^.*<main>|<\/main>.*$/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_match, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
    .trim()
}
