/** How a code came in. */
export type ScanSource = 'scanner' | 'typed' | 'camera' | 'picture'

/** A code that came in. */
export interface Scanned {
  /** As it came. Give it to the server so: it repairs what a keyboard spoilt, and keeps it with an alert. */
  readonly text: string
  readonly source: ScanSource
}
