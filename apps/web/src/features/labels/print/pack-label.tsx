import type { Gtin, IsoDate, LotNumber, Serial } from '@theriac/gs1'
import { useMemo } from 'react'
import { drawDataMatrix } from '../symbol/draw-symbol.ts'
import { elementsOfPack } from '../symbol/elements.ts'
import { SymbolImage } from '../symbol/symbol-image.tsx'
import type { LabelSize } from './label-sizes.ts'
import classes from './sheets.module.css'

/** What is printed on a pack. */
export interface PrintedPack {
  readonly gtin: Gtin
  readonly serial: Serial
  readonly lot: LotNumber
  readonly expiry: IsoDate
  readonly productName: string
}

/** Millimetres of a module: what hand scanners read with ease. */
const moduleMm = 0.4
const largeModuleMm = 0.6

/** Label of a pack: GS1 DataMatrix, and its four elements in letters. */
export function PackLabel({ pack, size }: { readonly pack: PrintedPack; readonly size: LabelSize }) {
  const { gtin, serial, lot, expiry, productName } = pack
  const elements = elementsOfPack(pack)
  const drawing = useMemo(() => drawDataMatrix(elements.raw), [elements.raw])
  const isLarge = size.label.height > 30
  const lines: readonly (readonly [string, string])[] = [
    ['PC', gtin],
    ['SN', serial],
    ['LOT', lot],
    ['EXP', expiry],
  ]
  return (
    <div className={classes.pack}>
      <div style={{ flex: 'none', lineHeight: 0 }}>
        <SymbolImage drawing={drawing} label={elements.printed} moduleMm={isLarge ? largeModuleMm : moduleMm} />
      </div>
      <div className={classes.packText} style={{ fontSize: isLarge ? '8pt' : '5pt' }}>
        <div className={classes.strong}>{productName}</div>
        {lines.map(([name, value]) => (
          <div key={name}>
            {name} <span className={classes.mono}>{value}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
