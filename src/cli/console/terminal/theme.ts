/** What a piece of text means; the theme says how that looks here. */
export type Role =
  | 'plain'
  | 'muted'
  | 'strong'
  | 'accent'
  | 'good'
  | 'warning'
  | 'danger'
  | 'selected'
  | 'key'
  | 'bar'
  | 'marked'
  | 'chart'

/** How many colours may be used: none, the terminal's own sixteen, 256, or any. */
export type ColourDepth = 'none' | '16' | '256' | 'full'

export interface Theme {
  depth: ColourDepth
  light: boolean
  /** SGR parameters for each role; empty for plain text. */
  styles: Readonly<Record<Role, string>>
}

/** The settings of the environment that decide about colour, as `config` or the command read them. */
export interface ColourEnvironment {
  NO_COLOR?: string | undefined
  TERM?: string | undefined
  COLORTERM?: string | undefined
  COLORFGBG?: string | undefined
}

const withoutColour: Record<Role, string> = {
  plain: '',
  muted: '2',
  strong: '1',
  accent: '1',
  good: '',
  warning: '1',
  danger: '1',
  selected: '7',
  key: '1',
  bar: '7',
  marked: '1;4',
  chart: '',
}

const onDark: Record<Role, string> = {
  plain: '',
  muted: '90',
  strong: '1',
  accent: '96',
  good: '92',
  warning: '93',
  danger: '91',
  selected: '7',
  key: '1;96',
  bar: '97;44',
  marked: '1;95',
  chart: '36',
}

const onLight: Record<Role, string> = {
  ...onDark,
  accent: '34',
  good: '32',
  warning: '35',
  danger: '31',
  key: '1;34',
  marked: '1;35',
  chart: '34',
}

/** The colours the terminal is believed to have; `NO_COLOR` with any value, and a dumb terminal, mean none. */
export function colourDepth(environment: ColourEnvironment): ColourDepth {
  const { NO_COLOR = '', TERM = '', COLORTERM = '' } = environment
  if (NO_COLOR !== '' || TERM === 'dumb') return 'none'
  if (/^(truecolor|24bit)$/i.test(COLORTERM)) return 'full'
  return /256/.test(TERM) ? '256' : '16'
}

/** Whether the terminal said by `COLORFGBG` that its background is light; null when it says nothing. */
export function saysLight(environment: ColourEnvironment): boolean | null {
  const background = /;(\d+)$/.exec(environment.COLORFGBG ?? '')?.[1]
  return background === undefined ? null : background === '7' || background === '15'
}

/** Styles for each role; the sixteen colours only, which every terminal shows in the shades its owner chose. */
export function createTheme(depth: ColourDepth, light: boolean): Theme {
  return { depth, light, styles: depth === 'none' ? withoutColour : light ? onLight : onDark }
}

/** The same theme with everything greyed, for data that is no longer known to be true. */
export function greyed(theme: Theme): Theme {
  const grey = theme.depth === 'none' ? '2' : '90'
  const styles = Object.fromEntries(Object.keys(theme.styles).map((role) => [role, role === 'selected' ? '7' : grey]))
  return { ...theme, styles: styles as Record<Role, string> }
}
