import { drawGs1128 } from '../symbol/draw-symbol.ts'
import { type Elements, elementsOfContent, elementsOfSscc } from '../symbol/elements.ts'
import { SymbolImage } from '../symbol/symbol-image.tsx'
import type { LabelSize } from './label-sizes.ts'
import type { LabelledContainer } from './labelled-container.ts'
import classes from './sheets.module.css'

/** Millimetres of a module and of the bars, as GS1 wants them on logistic units. */
const moduleMm = 0.495
const barsMm = 32
const contentBarsMm = 14

/**
 * GS1 logistic label: who made the container up, what is in it, and its SSCC. The names of the fields are the ones GS1 prints
 * on them, whatever the language of the reader.
 */
export function LogisticLabel(props: {
  readonly container: LabelledContainer
  readonly from: string
  readonly size: LabelSize
}) {
  const { container, from, size } = props
  const { sscc, content, units, lots, children } = container
  const [only] = content
  // A container of several lots says how many: each of its cases says more.
  const single = content.length === 1 ? only : undefined
  const widthMm = size.label.width - 10
  const fields: readonly (readonly [string, string])[] = [
    ['SSCC', sscc],
    ...(units > 0 ? ([['COUNT', String(units)]] as const) : []),
    ...(single
      ? ([
          ['CONTENT', single.gtin],
          ['BATCH/LOT', single.lot],
          ['EXPIRY', single.expiry],
        ] as const)
      : lots > 0
        ? ([['LOTS', String(lots)]] as const)
        : []),
    ...(children > 0 ? ([['CASES', String(children)]] as const) : []),
  ]
  return (
    <div className={classes.logistic}>
      <div className={classes.logisticHead}>
        <div style={{ fontSize: '8pt' }}>FROM</div>
        <div className={classes.strong} style={{ fontSize: '13pt' }}>
          {from}
        </div>
        {single && <div style={{ fontSize: '11pt' }}>{single.productName}</div>}
      </div>
      <dl className={classes.fields}>
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.last}>
        {single &&
          elementsOfContent({ ...single, units }).map((elements) => (
            <Bars key={elements.raw} elements={elements} heightMm={contentBarsMm} widthMm={widthMm} />
          ))}
        <Bars elements={elementsOfSscc(sscc)} heightMm={barsMm} widthMm={widthMm} />
      </div>
    </div>
  )
}

function Bars(props: { readonly elements: Elements; readonly heightMm: number; readonly widthMm: number }) {
  const { elements, heightMm, widthMm } = props
  const drawing = drawGs1128(elements.raw)
  const modules = drawing.width + 2 * drawing.quiet.x
  return (
    <div className={classes.bars}>
      <SymbolImage
        drawing={drawing}
        label={elements.printed}
        moduleMm={Math.min(moduleMm, widthMm / modules)}
        heightMm={heightMm}
      />
      {elements.printed}
    </div>
  )
}
