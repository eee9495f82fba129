import type { YoutubeMethod } from '../methods.ts'
import document from './discovery.json' with { type: 'json' }

/** One query parameter as the discovery document describes it. */
export interface ParameterForm {
  type: string
  repeated?: boolean
  required?: boolean
  enum?: string[]
  minimum?: string
  maximum?: string
  format?: string
}

export interface MethodForm {
  path: string
  /** The schema of the answer. */
  response: string
  parameters: Record<string, ParameterForm>
}

/** The methods of the discovery document (revision 20260729) that Momentum calls. */
export const methodForms: Record<YoutubeMethod, MethodForm> = document.methods

/** Parameters that every method takes: `key`, `fields`, `alt` … */
export const commonParameters: Record<string, ParameterForm> = document.parameters

/** For every schema its properties, and for each the schema it holds or lists (empty for a plain value). */
export const schemas: Record<string, Record<string, string>> = document.schemas

/** The method that lives at a path; null when the API has none there. */
export function methodAt(path: string): YoutubeMethod | null {
  for (const [method, form] of Object.entries(methodForms)) if (form.path === path) return method as YoutubeMethod
  return null
}

/** The names that `part` may hold for a method: the properties of its resource. */
export function partsOf(method: YoutubeMethod): string[] {
  const resource = schemas[methodForms[method].response]?.items ?? ''
  return Object.keys(schemas[resource] ?? {}).filter((name) => name !== 'kind' && name !== 'etag')
}
