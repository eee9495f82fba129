/** What this browser calls itself in the list of devices: `Firefox on Android`. */
export function deviceName(agent: string = navigator.userAgent): string {
  const browsers: [name: string, sign: RegExp][] = [
    ['Edge', /\bEdgA?\//],
    ['Opera', /\bOPR\//],
    ['Samsung Internet', /SamsungBrowser\//],
    ['Firefox', /\b(Firefox|FxiOS)\//],
    ['Chrome', /\b(Chrome|CriOS|Chromium)\//],
    ['Safari', /\bSafari\//],
  ]
  const systems: [name: string, sign: RegExp][] = [
    ['Android', /Android/],
    ['iPhone', /iPhone/],
    ['iPad', /iPad/],
    ['Windows', /Windows/],
    ['macOS', /Mac OS X/],
    ['ChromeOS', /CrOS/],
    ['Linux', /Linux/],
  ]
  const nameIn = (all: [string, RegExp][]): string | undefined => all.find(([, sign]) => sign.test(agent))?.[0]
  const [browser, system] = [nameIn(browsers), nameIn(systems)]
  return [browser ?? 'Browser', system].filter((part) => part !== undefined).join(' on ')
}
