import type { FieldFault, Problem } from '@theriac/api'

/** Faults of a problem by the path of a form's field, and those that no field can show. */
export interface FieldFaults {
  readonly byPath: Readonly<Record<string, string>>
  readonly rest: readonly string[]
}

/**
 * Finds the field that each fault of a problem belongs beside: `/goods/units/3` of the request is `goods.units.3` of the
 * form, or the nearest above that the form has.
 *
 * @param say - puts what is wrong with a field into the reader's language
 * @param values - of the form, which say what fields there are
 * @param names - where the form calls a field otherwise than the request does: `{ 'body.field': 'form.field' }`
 */
export function faultsByField(
  problem: Problem,
  say: (fault: FieldFault) => string,
  values: object,
  names: Readonly<Record<string, string>> = {},
): FieldFaults {
  const byPath: Record<string, string> = {}
  const rest: string[] = []
  for (const fault of problem.errors ?? []) {
    const { field } = fault
    const detail = say(fault)
    const parts = field.startsWith('/') ? field.slice(1).split('/') : field.replace(/^(query|path)\./, '').split('.')
    const path = fieldOf(parts, values, names)
    if (path === undefined) rest.push(`${parts.join(' ')}: ${detail}`)
    else byPath[path] = byPath[path] === undefined ? detail : `${byPath[path]}; ${detail}`
  }
  return { byPath, rest }
}

function fieldOf(
  parts: readonly string[],
  values: object,
  names: Readonly<Record<string, string>>,
): string | undefined {
  for (let length = parts.length; length > 0; length -= 1) {
    const path = parts.slice(0, length).join('.')
    const renamed = names[path]
    if (renamed !== undefined) return renamed
    if (has(values, parts.slice(0, length))) return path
  }
  return undefined
}

function has(value: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true
  return (
    typeof value === 'object' &&
    value !== null &&
    first in value &&
    has((value as Record<string, unknown>)[first], rest)
  )
}
