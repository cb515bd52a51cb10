import type { Answer, packingRoutes } from '@theriac/api'

/** What of a container goes onto its label. */
export type LabelledContainer = Pick<
  Answer<(typeof packingRoutes)['find']>,
  'sscc' | 'content' | 'units' | 'lots' | 'children'
>
