import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { makeQrCode } from './qr-code.ts'

const quietZone = 4

/** A text as a QR code, dark on light in both themes, since not every reader takes the reverse. */
export function QrCode({ text, label }: { text: string; label: string }): JSX.Element {
  const { path, side } = useMemo(() => drawPath(text), [text])
  return (
    <svg class="totp-qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  )
}

function drawPath(text: string): { path: string; side: number } {
  const code = makeQrCode(text)
  const squares = code.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + quietZone} ${y + quietZone}h1v1h-1z`] : [])),
  )
  return { path: squares.join(''), side: code.length + 2 * quietZone }
}
