type Json = Record<string, unknown>

/** What can be done at a path, as OpenAPI describes it. */
export interface Operation extends Json {
  summary: string
  tags: string[]
  description?: string
  parameters?: Json[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, Response>
}

interface Response {
  description: string
  content?: Content
}

/** By media type. */
type Content = Record<string, { schema: Json }>

/** One operation that is one of two: where two surfaces have the same path, what is sent says which. */
export function either(one: Operation, other: Operation): Operation {
  const parameters = [...(one.parameters ?? []), ...(other.parameters ?? [])]
  const descriptions = [one.description, other.description].filter((text) => text !== undefined)
  const bodies = [one, other].flatMap(({ requestBody }) => (requestBody ? [requestBody] : []))
  return {
    ...one,
    tags: [...one.tags, ...other.tags],
    summary: `${one.summary}; or: ${other.summary}`,
    ...(descriptions.length > 0 ? { description: descriptions.join('\n\n') } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(bodies.length > 0 ? { requestBody: oneOfBodies(bodies) } : {}),
    responses: oneOfResponses(one.responses, other.responses),
  }
}

/** Where one of the two takes no body, none has to be sent. */
const oneOfBodies = (bodies: readonly { required: boolean; content: Content }[]) => ({
  required: bodies.length === 2 && bodies.every((body) => body.required),
  content: oneOf(bodies.map((body) => body.content)),
})

function oneOfResponses(
  one: Operation['responses'],
  other: Operation['responses'],
): Operation['responses'] {
  const merged: Operation['responses'] = { ...one, ...other }
  for (const [status, { description, content }] of Object.entries(one)) {
    const contents = [content, other[status]?.content].filter((found) => found !== undefined)
    merged[status] = {
      description,
      ...(contents.length > 0 ? { content: oneOf(contents) } : {}),
    }
  }
  return merged
}

function oneOf(contents: readonly Content[]): Content {
  const types = [...new Set(contents.flatMap((content) => Object.keys(content)))]
  return Object.fromEntries(
    types.map((type) => {
      const schemas = contents.flatMap((content) => content[type]?.schema ?? [])
      return [type, { schema: schemas.length === 1 ? (schemas[0] as Json) : { oneOf: schemas } }]
    }),
  )
}
