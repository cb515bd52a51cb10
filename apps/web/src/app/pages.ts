import type { Page } from '../core/pages/page.ts'
import { features } from './features.ts'

/** Pages of all features. */
export const pages: readonly Page[] = features.flatMap((feature) => feature.pages)
