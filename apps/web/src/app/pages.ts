import type { AnyWaitingKind } from '../core/offline/waiting-kind.ts'
import type { Page } from '../core/pages/page.ts'
import { features } from './features.ts'

/** Pages of all features. */
export const pages: readonly Page[] = features.flatMap((feature) => feature.pages)

/** What of all features can wait for the network. */
export const waits: readonly AnyWaitingKind[] = features.flatMap((feature) => feature.waits ?? [])
