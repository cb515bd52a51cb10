import type { AbiParameter } from 'viem'

/** A value that is not of the type that it is given for. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault'
}

/** A parameter's type with what is inside of a tuple: `(bytes32,uint256)[]`. */
export function typeText(parameter: AbiParameter): string {
  if (!('components' in parameter)) return parameter.type
  return `(${parameter.components.map(typeText).join(',')})${parameter.type.slice('tuple'.length)}`
}

/**
 * A value of JSON as viem encodes it: whole numbers come in decimal digits or as numbers, tuples by name or in order.
 *
 * @throws ValueFault
 */
export function abiValue(parameter: AbiParameter, value: unknown): unknown {
  const list = /^(.*)\[(\d*)\]$/.exec(parameter.type)
  if (list) {
    const [, inner = '', length = ''] = list
    if (!Array.isArray(value) || (length !== '' && value.length !== Number(length)))
      throw new ValueFault(`${typeText(parameter)} is a list${length && ` of ${length}`}`)
    return value.map((each) => abiValue({ ...parameter, type: inner }, each))
  }
  if ('components' in parameter) return tupleOf(parameter.components, value, typeText(parameter))
  if (/^u?int\d*$/.test(parameter.type)) return wholeNumber(value, parameter.type)
  const wanted = parameter.type === 'bool' ? 'boolean' : 'string'
  if (typeof value !== wanted) throw new ValueFault(`${parameter.type} is a ${wanted}`)
  return value
}

function tupleOf(components: readonly AbiParameter[], value: unknown, type: string): unknown {
  if (typeof value !== 'object' || value === null) throw new ValueFault(`${type} is an object or a list`)
  const given = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    components.map((component, i) => {
      const name = component.name ?? String(i)
      return [name, abiValue(component, Array.isArray(value) ? value[i] : given[name])]
    }),
  )
}

function wholeNumber(value: unknown, type: string): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d{1,78}$/.test(value)) return BigInt(value)
  throw new ValueFault(`${type} is a whole number in decimal digits`)
}
