import { type FieldFault, formats } from '@theriac/api'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { TSchema } from 'typebox'
import { invalidField, ProblemError } from '../problem-error.ts'

/** Where a value of a request stands. */
export type RequestPart = 'body' | 'querystring' | 'params' | 'headers'

const most = 20

/**
 * Makes the validators of requests. Bodies are taken as they are: a number in quotes is no number. Query and path hold
 * nothing but text, which is read as what the schema says.
 */
export function createValidation(): (
  schema: TSchema,
  part: RequestPart,
) => (value: unknown) => { value: unknown } | { error: ProblemError } {
  const ajv = (coerceTypes: boolean, allErrors: boolean): Ajv => {
    const made = new Ajv({
      allErrors,
      coerceTypes,
      useDefaults: true,
      removeAdditional: false,
      strict: false,
      // Schemas are shared as values; their ids name them in the OpenAPI document alone.
      addUsedSchema: false,
      verbose: true,
    })
    for (const [name, { test }] of Object.entries(formats)) made.addFormat(name, test)
    return made
  }
  const [exact, text] = [ajv(false, false), ajv(true, false)]
  const [exactAll, textAll] = [ajv(false, true), ajv(true, true)]
  return (schema, part) => {
    const validate = (part === 'body' ? exact : text).compile(schema)
    let all: ValidateFunction | undefined
    return (value) => {
      if (part !== 'body' && hasNul(value)) return { error: nulFault(part) }
      if (validate(value)) return { value }
      // All that is wrong is told, unless that is so much that finding it would hold everybody up.
      if (!isSmall(value)) return { error: problemOf(validate, part) }
      all ??= (part === 'body' ? exactAll : textAll).compile(schema)
      return all(value) ? { value } : { error: problemOf(all, part) }
    }
  }
}

/** Members and items of a value in which everything is looked for that is wrong. */
const smallSize = 50_000

function isSmall(value: unknown): boolean {
  const open = [value]
  let size = 0
  for (let next = open.pop(); next !== undefined || open.length > 0; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const member of Object.values(next)) {
      size += 1
      if (size > smallSize) return false
      if (typeof member === 'object' && member !== null) open.push(member)
    }
  }
  return true
}

/** PostgreSQL has no text with a NUL in it. */
const hasNul = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((text) => typeof text === 'string' && text.includes('\0'))

const nulFault = (part: RequestPart): ProblemError =>
  invalidField(fieldName('', part), 'nul', 'has a text with a NUL character')

function problemOf({ errors }: ValidateFunction, part: RequestPart): ProblemError {
  // `anyOf` and `oneOf` are told by what their branches say; alone they say nothing that helps.
  const told = (errors ?? []).filter(({ keyword }) => keyword !== 'if')
  const faults = told.slice(0, most).map((error) => faultOf(error, part))
  const [first] = faults
  const detail = first ? `${first.field}: ${first.detail}` : 'A field breaks a rule'
  const more = told.length > 1 ? ` (and ${told.length - 1} more)` : ''
  return new ProblemError('Invalid', `${detail}${more}`, { errors: faults })
}

function faultOf(
  { keyword, instancePath, params, message, data, parentSchema }: ErrorObject,
  part: RequestPart,
): FieldFault {
  const { missingProperty, additionalProperty, format } = params as Readonly<Record<string, string>>
  const child = missingProperty ?? additionalProperty
  const pointer =
    child === undefined ? instancePath : `${instancePath}/${child.replace(/~/g, '~0').replace(/\//g, '~1')}`
  const field = fieldName(pointer, part)
  switch (keyword) {
    case 'required':
      return { field, rule: 'required', detail: 'is missing' }
    case 'additionalProperties':
      return { field, rule: 'unknown', detail: 'is not a field of this request' }
    case 'format':
      return { field, rule: format ?? 'format', detail: `must be ${formats[format ?? '']?.rule ?? `a ${format}`}` }
    case 'enum': {
      const { allowedValues } = params as { allowedValues: readonly unknown[] }
      return { field, rule: 'enum', detail: `must be one of ${allowedValues.join(', ')}` }
    }
    case 'const':
      return {
        field,
        rule: 'const',
        detail: `must be ${JSON.stringify((params as { allowedValue?: unknown }).allowedValue)}`,
      }
    case 'pattern': {
      const { description } = (parentSchema ?? {}) as { description?: string }
      return {
        field,
        rule: 'pattern',
        detail: `is not of the form that it must have${description ? `: ${description}` : ''}`,
      }
    }
    case 'type':
      return { field, rule: 'type', detail: `${message ?? 'is of the wrong type'}, not ${typeName(data)}` }
    default:
      return { field, rule: keyword, detail: message ?? 'breaks a rule' }
  }
}

function fieldName(pointer: string, part: RequestPart): string {
  if (part === 'body') return pointer === '' ? '/' : pointer
  const place = { querystring: 'query', params: 'path', headers: 'header' }[part]
  return pointer === '' ? place : `${place}.${pointer.slice(1).replaceAll('/', '.')}`
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}
