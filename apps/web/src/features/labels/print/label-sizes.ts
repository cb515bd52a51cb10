/** Sizes of labels, and how they lie on a sheet; all in millimetres. */
export interface LabelSize {
  readonly page: { readonly width: number; readonly height: number }
  readonly label: { readonly width: number; readonly height: number }
  readonly columns: number
  readonly rows: number
  /** White at the left and the top of a sheet, and between columns. */
  readonly margin: { readonly left: number; readonly top: number; readonly between: number }
}

const a4 = { width: 210, height: 297 }
const single = (width: number, height: number): LabelSize => ({
  page: { width, height },
  label: { width, height },
  columns: 1,
  rows: 1,
  margin: { left: 0, top: 0, between: 0 },
})

/** Of packs. */
export const packSizes = {
  a4x65: {
    page: a4,
    label: { width: 38.1, height: 21.2 },
    columns: 5,
    rows: 13,
    margin: { left: 4.75, top: 10.7, between: 2.5 },
  },
  a4x24: {
    page: a4,
    label: { width: 70, height: 37 },
    columns: 3,
    rows: 8,
    margin: { left: 0, top: 0.5, between: 0 },
  },
  single50: single(50, 25),
} as const satisfies Readonly<Record<string, LabelSize>>

/** Of cases and pallets. */
export const caseSizes = {
  a4x4: {
    page: a4,
    label: { width: 105, height: 148 },
    columns: 2,
    rows: 2,
    margin: { left: 0, top: 0.5, between: 0 },
  },
  a6: single(105, 148),
  single100: single(100, 150),
} as const satisfies Readonly<Record<string, LabelSize>>

/** Labels of a sheet. */
export const perSheet = ({ columns, rows }: LabelSize): number => columns * rows
