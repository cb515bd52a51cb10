import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { type Area, openApiDocument, routes } from '../src/index.ts'

const document = openApiDocument('1.2.3')

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

test('every route is an operation of its own, and no two share method and path', () => {
  const paths = document.paths as Record<string, Record<string, { operationId: string }>>
  const operations = Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId))
  const expected = Object.entries(routes as Readonly<Record<string, Area>>).flatMap(([subject, area]) =>
    Object.keys(area).map((name) => `${subject}.${name}`),
  )
  expect(operations.sort()).toEqual(expected.sort())
})

test('what a route says of itself is enough to use it: a summary, and all parameters of its path', () => {
  for (const area of Object.values(routes as Readonly<Record<string, Area>>)) {
    for (const route of Object.values(area)) {
      expect(route.summary.length, route.path).toBeGreaterThan(5)
      const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
      expect(Object.keys(route.params?.properties ?? {}).sort(), route.path).toEqual(named.sort())
    }
  }
})
