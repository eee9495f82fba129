import type { Role } from '../terminal/theme.ts'
import { type Row, span } from './paint.ts'

const bars = '▁▂▃▄▅▆▇█'
const eighths = ' ▏▎▍▌▋▊▉█'

/** The last values as a row of bars, scaled to the largest (at least `floor`), newest on the right. */
export function sparkline(values: readonly number[], width: number, floor = 1): string {
  const shown = values.slice(-width)
  const top = Math.max(floor, ...shown.filter(Number.isFinite))
  const bar = (value: number) =>
    Number.isFinite(value) ? (bars[Math.min(7, Math.max(0, Math.ceil((value / top) * 8) - 1))] as string) : ' '
  const line = shown.map(bar).join('')
  return line.padStart(width, ' ')
}

/** A bar that is full at 1; it warns from 80 % and is dangerous from 95 %. */
export function gauge(share: number, width: number): Row {
  const filled = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0))
  const role: Role = filled >= 0.95 ? 'danger' : filled >= 0.8 ? 'warning' : 'good'
  return [span(filledBar(filled, width), role)]
}

/** A bar for work that is under way. */
export function progressBar(share: number, width: number): Row {
  return [span(filledBar(Math.min(1, Math.max(0, share)), width), 'accent'), ` ${Math.round(share * 100)} %`]
}

function filledBar(share: number, width: number): string {
  const parts = Math.round(share * width * 8)
  const full = Math.floor(parts / 8)
  const rest = parts % 8
  const drawn = '█'.repeat(full) + (rest > 0 ? (eighths[rest] as string) : '')
  return drawn + '░'.repeat(Math.max(0, width - [...drawn].length))
}
