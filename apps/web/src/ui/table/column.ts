import type { ReactNode } from 'react'

/** A column of a table. */
export interface Column<T> {
  readonly id: string
  readonly label: string
  /** What is sorted by, filtered and exported. */
  readonly value: (row: T) => string | number | undefined
  /** What is shown; the value unless given. */
  readonly show?: (row: T) => ReactNode
  /** Width: pixels, or `fr`s of what is left; `1fr` unless given. */
  readonly width?: number | `${number}fr`
  readonly align?: 'end'
  /** The label stands upright and the value in the middle: for narrow columns of signs. */
  readonly upright?: boolean
  /** Name that the server sorts by; rows that are all here are sorted here. */
  readonly sort?: string
  /** Not shown at first. */
  readonly hidden?: boolean
}

/** Order of a list as the API takes it: `expiry`, `-expiry`. */
export type Order = string | undefined
