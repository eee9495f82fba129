// A page that the server has drawn (src/web/drawn/draw-home.tsx) can be seen before this code is there, and used:
// static/begin.js writes down what is pressed meanwhile.

interface Press {
  button: HTMLButtonElement
  /** The post it belonged to. */
  post: string | undefined
  /** A heart, which begin.js has shown and told the server. */
  isHeart: boolean
}

const presses = (globalThis as { momentumPresses?: Press[] }).momentumPresses
let takeHeart: ((postId: string) => void) | undefined

/** Whether the server has drawn the page that is being opened. */
export function isDrawn(): boolean {
  return presses !== undefined
}

/** Whether posts that were there before the page was loaded anew take the place of those that were drawn. */
export function hasKeptPosts(): boolean {
  return document.documentElement.dataset.begin === 'kept'
}

/** Names who deals with the hearts that were pressed; to be called before the page is taken over. */
export function onEarlyHeart(take: (postId: string) => void): void {
  takeHeart = take
}

/** Hands on the hearts that were pressed, one for each press. What is drawn after that already shows them. */
export function handOnHearts(): void {
  for (const { post, isHeart } of presses ?? []) if (isHeart && post !== undefined) takeHeart?.(post)
}

/** Does what else was pressed before there was anything to do it; from now on the client hears presses itself. */
export async function pressAgain(): Promise<void> {
  delete document.documentElement.dataset.drawn
  for (const { button, post, isHeart } of presses?.splice(0) ?? []) {
    // Another post may stand there by now.
    if (isHeart || !button.isConnected || postOf(button) !== post) continue
    button.click()
    // The next press means what is to be seen after this one.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function postOf(button: HTMLElement): string | undefined {
  return button.closest<HTMLElement>('[data-post]')?.dataset.post
}
