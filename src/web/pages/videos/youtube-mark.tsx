import type { JSX } from 'preact'
import './video-source.css'

/** YouTube's own sign, as its terms want it on every screen with its videos. It is not to be coloured or reshaped. */
export function YoutubeMark(): JSX.Element {
  return (
    <span class="youtube-mark">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path
          class="youtube-mark-ground"
          d="M23.5 6.19a3.02 3.02 0 0 0-2.12-2.14C19.5 3.55 12 3.55 12 3.55s-7.5 0-9.38.5A3.02 3.02 0 0 0 .5 6.19C0 8.07 0 12 0 12s0 3.93.5 5.81a3.02 3.02 0 0 0 2.12 2.14c1.88.5 9.38.5 9.38.5s7.5 0 9.38-.5a3.02 3.02 0 0 0 2.12-2.14C24 15.93 24 12 24 12s0-3.93-.5-5.81z"
        />
        <path class="youtube-mark-sign" d="M9.55 15.57V8.43L15.82 12z" />
      </svg>
      YouTube
    </span>
  )
}
