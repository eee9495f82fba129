/**
 * Has packages that come in two builds (React and what is built on it) load the quick one, unless the environment says
 * otherwise; to be called before they are imported.
 */
export function preferProductionBuilds(environment: NodeJS.ProcessEnv = process.env): void {
  environment.NODE_ENV ??= 'production'
}
