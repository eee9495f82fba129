/** The form of a multipart body in the OpenAPI document: one file, and the fields beside it. */
export function uploadForm(fields: {
  required: readonly string[]
  properties: Readonly<Record<string, unknown>>
}): Record<string, unknown> {
  return {
    type: 'object',
    required: ['file', ...fields.required],
    additionalProperties: false,
    properties: {
      file: { type: 'string', contentMediaType: 'application/octet-stream', description: 'The picture or video.' },
      ...fields.properties,
    },
  }
}
