import {
  type AiElement,
  formatElementString,
  formatGs1Date,
  type Gtin,
  type IsoDate,
  type LotNumber,
  type Serial,
  type Sscc,
} from '@theriac/gs1'

/** Elements as a symbol carries them, and as they are printed beside it. */
export interface Elements {
  readonly raw: string
  readonly printed: string
}

/** All four elements of a pack: those of a fixed length first make the smallest symbol. */
export const elementsOfPack = (pack: {
  readonly gtin: Gtin
  readonly serial: Serial
  readonly lot: LotNumber
  readonly expiry: IsoDate
}): Elements =>
  elements(pack.expiry, [
    { ai: '01', value: pack.gtin },
    { ai: '17', value: formatGs1Date(pack.expiry) },
    { ai: '10', value: pack.lot },
    { ai: '21', value: pack.serial },
  ])

const anyDay = '2000-01-01' as IsoDate

/** The number of a container. */
export const elementsOfSscc = (sscc: Sscc): Elements => elements(anyDay, [{ ai: '00', value: sscc }])

/** What is in a container of one lot. */
export const elementsOfContent = (content: {
  readonly gtin: Gtin
  readonly lot: LotNumber
  readonly expiry: IsoDate
  readonly units: number
}): readonly Elements[] => [
  elements(content.expiry, [
    { ai: '02', value: content.gtin },
    { ai: '37', value: String(content.units) },
  ]),
  elements(content.expiry, [
    { ai: '17', value: formatGs1Date(content.expiry) },
    { ai: '10', value: content.lot },
  ]),
]

function elements(today: IsoDate, list: readonly AiElement[]): Elements {
  return { raw: written(list, 'raw', today), printed: written(list, 'bracketed', today) }
}

function written(list: readonly AiElement[], form: 'raw' | 'bracketed', today: IsoDate): string {
  const text = formatElementString(list, form, { today })
  if (!text.ok) throw new TypeError(text.reason.message)
  return text.value
}
