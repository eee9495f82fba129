import { join } from 'node:path'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { openApiDocument } from '../../src/api/openapi.ts'
import { endpoints } from '../../src/api/routes/index.ts'
import { projectFolder } from './spawn.ts'

/** Where the web client's types of the API stand. */
export const webTypesFile = join(projectFolder, 'src/web/api/schema.ts')

type Json = Record<string, unknown>
type Content = { content?: Record<string, { example?: unknown }> }
type Operation = Json & {
  parameters: { in: string }[]
  requestBody?: Content
  responses: Record<string, Json & Content>
}

/** The API's OpenAPI document as types. The operators' part stays out: no page of the web client asks for it. */
export async function makeWebTypes(): Promise<string> {
  const offered = endpoints.filter(({ access }) => access !== 'moderator' && access !== 'admin')
  const document = openApiDocument(offered, { title: 'Momentum', version: '1', description: '', serverUrl: '' })
  for (const path of Object.values(document.paths as Record<string, Json>)) {
    for (const operation of Object.values(path) as Operation[]) keepShapes(operation)
  }
  const types = await openapiTypescript(document as never, { alphabetize: true, defaultNonNullable: false })
  return `// Made by \`npm run web:types\` from the endpoints' own schemas. Do not edit.\n\n${astToString(types)}`
}

/** Failures have one shape for all, headers are the client's business, and types need no examples: without them the file is short. */
function keepShapes(operation: Operation): void {
  delete operation.description
  operation.parameters = operation.parameters.filter((parameter) => parameter.in !== 'header')
  for (const { content } of [operation.requestBody ?? {}, ...Object.values(operation.responses)]) {
    for (const body of Object.values(content ?? {})) delete body.example
  }
  const answers = Object.entries(operation.responses).filter(([status]) => Number(status) < 300)
  operation.responses = Object.fromEntries(answers.map(([status, { headers: _, ...answer }]) => [status, answer]))
}
