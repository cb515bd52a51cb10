import type { TSchema } from 'typebox'
import { ProblemSchema, problems } from './problem.ts'
import type { Route } from './route.ts'
import { basePath, routes } from './routes/index.ts'
import { JobSchema } from './routes/jobs.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of all routes (https://spec.openapis.org/oas/v3.1.1). */
export function openApiDocument(version: string): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const [subject, area] of Object.entries(routes as Readonly<Record<string, Readonly<Record<string, Route>>>>)) {
    for (const [name, route] of Object.entries(area)) {
      const path = `${basePath}${route.path.replace(/:(\w+)/g, '{$1}')}`
      const method = route.method.toLowerCase()
      paths[path] = { ...paths[path], [method]: operation(`${subject}.${name}`, subject, route, schemas) }
    }
  }
  reference(ProblemSchema, schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Theriac',
      version,
      summary: 'Supervision of drugs, every pack of them, on a ledger that a consortium keeps.',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.keys(routes).map((name) => ({ name })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token of a machine' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'theriac_session',
          description: 'What `POST /session` sets; in a further group `theriac_session_<id>`',
        },
      },
      schemas,
    },
  }
}

const introduction = `
Everything that the contracts offer, as resources.

**Signing in.** A machine sends \`Authorization: Bearer <token>\`. A browser signs in with \`POST /api/v1/session\`, gets a
cookie, and sends the \`csrfToken\` of the answer as \`x-csrf-token\` with everything that changes something.

**Writing.** What changes something takes an \`Idempotency-Key\`, which a POST must have: the same request with the same key is done once
and answered the same. What goes to the ledger answers a job (202); with \`Prefer: wait=10\` the answer waits for the ledger,
and is the settled job (200) or the reason why the ledger refused (409).

**Lists** are read page by page: \`next\` of an answer is the \`cursor\` of the next request.

**Errors** are problem details (RFC 9457): \`code\` never changes its meaning, \`errors\` name field and rule.

**Numbers** of the chain are decimal strings; instants are ISO 8601 in UTC; a GTIN has 14 digits, a GLN 13, an SSCC 18.
`.trim()

function operation(id: string, subject: string, route: Route, schemas: Json): Json {
  const { access, body, kind, method } = route
  const isPublic = access === 'public'
  return {
    operationId: id,
    tags: [subject],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...(isPublic ? { security: [] } : {}),
    'x-access': access,
    parameters: [
      ...parametersOf(route.params, 'path', schemas),
      ...parametersOf(route.query, 'query', schemas),
      ...headersOf(kind, method),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { [route.consumes ?? 'application/json']: { schema: reference(body, schemas) } },
          },
        }
      : {}),
    responses: responsesOf(route, schemas),
  }
}

function headersOf(kind: Route['kind'], method: Route['method']): Json[] {
  const isJob = kind === 'job'
  if (method === 'GET') return []
  const key = { type: 'string', minLength: 1, maxLength: 200 }
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: method === 'POST' && kind !== 'read',
      description: 'Names the request: repeated with the same key it is done once',
      schema: key,
    },
    ...(isJob
      ? [
          {
            name: 'Prefer',
            in: 'header',
            description: '`wait=10`: wait up to so many seconds, at most 60',
            schema: { type: 'string' },
          },
        ]
      : []),
  ]
}

function parametersOf(schema: TSchema | undefined, place: 'path' | 'query', schemas: Json): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, TSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = reference(property, schemas) as { description?: string }
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    }
  })
}

function responsesOf(route: Route, schemas: Json): Json {
  const problem = (description: string): Json => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  const json = (schema: TSchema | Json): Json => ({ 'application/json': { schema: reference(schema, schemas) } })
  const failures = {
    400: problem(problems.Invalid.title),
    ...(route.access === 'public' ? {} : { 401: problem('Not signed in'), 403: problem(problems.Forbidden.title) }),
    ...(route.params ? { 404: problem(problems.NotFound.title) } : {}),
    ...(route.kind === 'job' || route.kind === 'write'
      ? { 409: problem('The state, or the ledger, does not allow it') }
      : {}),
    default: problem('Anything else'),
  }
  switch (route.kind) {
    case 'job': {
      const answer = route.answer
        ? {
            allOf: [
              reference(JobSchema, schemas),
              { type: 'object', properties: { result: reference(route.answer, schemas) } },
            ],
          }
        : JobSchema
      return {
        200: { description: 'Sealed and indexed', content: json(answer) },
        202: { description: 'Stored; it will be done', content: json(answer) },
        ...failures,
      }
    }
    case 'stream': {
      const content = Object.fromEntries(
        (route.produces ?? ['application/octet-stream']).map((type) => [type, { schema: {} }]),
      )
      return { 200: { description: 'A stream', content }, ...failures }
    }
    case 'read':
    case 'write': {
      if (!route.answer) return { 204: { description: 'Done' }, ...failures }
      const status = route.kind === 'write' && route.method === 'POST' ? 201 : 200
      return { [status]: { description: 'Success', content: json(route.answer) }, ...failures }
    }
    default:
      return route.kind satisfies never
  }
}

/** A schema with a title stands in the components, once; the same wherever it is used inside others. */
function reference(schema: unknown, schemas: Json): Json {
  if (Array.isArray(schema)) return schema.map((item) => reference(item, schemas)) as unknown as Json
  if (schema === null || typeof schema !== 'object') return schema as Json
  const entries = Object.entries(schema).map(([key, value]) => [key, reference(value, schemas)])
  const plain = Object.fromEntries(entries) as Json
  const { title } = schema as { title?: unknown }
  if (typeof title !== 'string' || !/^[A-Z]\w*$/.test(title)) return plain
  schemas[title] ??= plain
  return { $ref: `#/components/schemas/${title}` }
}
