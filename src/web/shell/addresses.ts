// Where things are in the client. Components link by these, never by an address of their own.

export function profileAddress(username: string): string {
  return `/@${encodeURIComponent(username)}`
}

export function postAddress(id: string): string {
  return `/posts/${encodeURIComponent(id)}`
}

export function tagAddress(tag: string): string {
  return `/tags/${encodeURIComponent(tag)}`
}

export function conversationAddress(id: string): string {
  return `/messages/${encodeURIComponent(id)}`
}

export function videoAddress(youtubeId: string): string {
  return `/videos/${encodeURIComponent(youtubeId)}`
}

/** Where somebody signs in and then comes back to the page they wanted. */
export function signInAddress(wanted: string): string {
  return wanted === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(wanted)}`
}
