/** Types whose values are written as JSON: lists and structures. */
export const isJson = (type: string): boolean => type.endsWith(']') || type.startsWith('(')

type Argument = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

/** What was typed for an argument, as the API takes it: whole numbers stay digits. */
export function argumentOf(type: string, text: string): Argument {
  const given = text.trim()
  if (type === 'bool') return { ok: true, value: given === 'true' }
  if (!isJson(type)) return { ok: true, value: type === 'string' ? text : given }
  try {
    return { ok: true, value: JSON.parse(given) as unknown }
  } catch {
    return { ok: false }
  }
}
