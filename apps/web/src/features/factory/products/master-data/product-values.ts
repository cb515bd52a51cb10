import type { Client, Product } from '@theriac/api'
import { type Gtin, parseGtin } from '@theriac/gs1'
import { useRules } from '../../../../ui/form/rules.ts'
import { useProductFieldWords } from '../words.ts'

type Body = Parameters<Client['products']['register']>[0]['body']

/** A row of the form: `key` only tells rows apart. */
interface Level {
  readonly key: string
  readonly gtin: string
  readonly units: number | string
}

/** A product's master data as a form has it. */
export interface ProductValues extends Record<string, unknown> {
  name: string
  genericName: string
  form: string
  strength: string
  pack: string
  packSize: number | string
  maker: string
  storageConditions: string
  atc: string
  approvalNumber: string
  nationalCode: string
  levels: Level[]
}

/** A level without anything in it. */
export const newLevel = (): Level => ({ key: crypto.randomUUID(), gtin: '', units: '' })

/** Values of a form for a product that is there. */
export const valuesOf = ({ levels, ...data }: Product['data']): ProductValues => ({
  ...data,
  levels: levels.map(({ gtin, units }) => ({ key: gtin, gtin, units })),
})

/** A GTIN as the ledger has it; the form's rules have passed it. */
export const gtinOf = (text: string): Gtin => {
  const parsed = parseGtin(text.trim())
  return parsed.ok ? parsed.value : (text as Gtin)
}

/** A form's values as the API takes them. */
export function dataOf(values: ProductValues): Omit<Body, 'gtin'> {
  const { levels, name, atc, packSize } = values
  const { genericName, form, strength, pack, maker, storageConditions, approvalNumber, nationalCode } = values
  return {
    name: name.trim(),
    genericName: genericName.trim(),
    form: form.trim(),
    strength: strength.trim(),
    pack: pack.trim(),
    maker: maker.trim(),
    storageConditions: storageConditions.trim(),
    approvalNumber: approvalNumber.trim(),
    nationalCode: nationalCode.trim(),
    atc: atc.trim().toUpperCase(),
    packSize: Number(packSize),
    levels: levels.map(({ gtin, units }) => ({ gtin: gtinOf(gtin), units: Number(units) })),
  }
}

const atcPattern = /^[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?$/

/** Rules for the fields of master data. */
export function useProductRules() {
  const rules = useRules()
  const words = useProductFieldWords()
  return {
    name: rules.required,
    packSize: rules.all(rules.required, rules.atLeast(1)),
    atc: (value: string) => (value === '' || atcPattern.test(value.trim().toUpperCase()) ? null : words.atcWrong),
    levels: {
      gtin: rules.all(rules.required, rules.gtin),
      units: rules.all(rules.required, rules.atLeast(1)),
    },
  }
}
