import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useEffect, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { type LabelSize, perSheet } from './label-sizes.ts'
import classes from './sheets.module.css'

/**
 * Labels as they are printed: on sheets, beside the application, which is not printed. They are drawn when the browser is
 * about to print, by a button or its own menu, and not before: there may be hundreds.
 */
export function Sheets<T>(props: {
  readonly size: LabelSize
  readonly list: readonly T[]
  readonly keyOf: (one: T) => string
  /** Places of the first sheet that stay empty. */
  readonly skip: number
  readonly children: (one: T) => ReactNode
}) {
  const { size, list, keyOf, skip, children } = props
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true))
    const end = (): void => setPrinting(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  const { page, label, columns, margin } = size
  const style = {
    width: `${page.width}mm`,
    // A hair less: browsers round up, and a page of nothing would follow each.
    height: `${page.height - 0.1}mm`,
    padding: `${margin.top}mm 0 0 ${margin.left}mm`,
    gridTemplateColumns: `repeat(${columns}, ${label.width}mm)`,
    gridAutoRows: `${label.height}mm`,
    columnGap: `${margin.between}mm`,
  }
  return (
    <>
      <style>{`@media print { @page { size: ${page.width}mm ${page.height}mm; margin: 0 } }`}</style>
      {isPrinting &&
        createPortal(
          <div className={classes.print} data-print>
            {sheetsOf(list, skip, perSheet(size)).map((sheet) => (
              <div key={keyOf(sheet.labels[0] as T)} className={classes.page} style={style}>
                {Array.from({ length: sheet.empty }, (_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: an empty place has no other name
                  <div key={place} />
                ))}
                {sheet.labels.map((one) => (
                  <div key={keyOf(one)} className={classes.label}>
                    {children(one)}
                  </div>
                ))}
              </div>
            ))}
          </div>,
          document.body,
        )}
    </>
  )
}

interface Sheet<T> {
  /** Places in front that stay empty. */
  readonly empty: number
  readonly labels: readonly T[]
}

function sheetsOf<T>(list: readonly T[], skip: number, places: number): readonly Sheet<T>[] {
  const sheets: Sheet<T>[] = []
  for (let first = 0; first < list.length; ) {
    const empty = first === 0 ? skip : 0
    const labels = list.slice(first, first + places - empty)
    sheets.push({ empty, labels })
    first += labels.length
  }
  return sheets
}

/** Millimetres that a label may be wide on a phone. */
const phoneMm = 72

/** One label as it will be, larger or smaller than it will be. */
export function Preview(props: {
  readonly size: LabelSize
  readonly zoom: number
  readonly label: string
  readonly children: ReactNode
}) {
  const { size, zoom, label, children } = props
  const { width, height } = size.label
  const isPhone = useMediaQuery('(max-width: 640px)') ?? false
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, it is scrolled, also with the keyboard
    <section className={classes.preview} aria-label={label} tabIndex={0}>
      <div
        className={classes.label}
        style={{ width: `${width}mm`, height: `${height}mm`, zoom: isPhone ? Math.min(zoom, phoneMm / width) : zoom }}
      >
        {children}
      </div>
    </section>
  )
}
