import type { Icon } from '@tabler/icons-react'
import type { Access } from '@theriac/api'
import type { ComponentType } from 'react'
import type { Text } from '../i18n/language.ts'
import type { AnyWaitingKind } from '../offline/waiting-kind.ts'

/** Groups of the navigation, in their order. */
export const navGroups = ['now', 'make', 'move', 'care', 'watch', 'govern', 'own'] as const
export type NavGroup = (typeof navGroups)[number]

/** A page of a feature. Its component is loaded when somebody goes there. */
export interface Page {
  /** Path with parameters as `$gtin`. */
  readonly path: string
  readonly title: Text
  /** Who may see it: everybody who is signed in, unless given. One that is `public` stands without the frame around it. */
  readonly access?: Access
  readonly load: () => Promise<{ readonly default: ComponentType }>
  /** Entry in the navigation, for those who may see the page. */
  readonly nav?: {
    readonly group: NavGroup
    readonly icon: Icon
    /** Place within the group; 50 unless given. */
    readonly order?: number
    /** Also at the bottom of a phone's screen, as one of the four that are used most. */
    readonly onPhone?: boolean
    /** Only for these, or any of these, in the navigation, though others may see the page. */
    readonly access?: Access | readonly Access[]
  }
  /** Shown below a row of links to the pages of its subject; one of those links itself where it has a place among them. */
  readonly subject?: {
    readonly of: 'chain'
    readonly place?: number
    /** Of the link; the title unless given. */
    readonly label?: Text
  }
  /** More words that the command palette finds it by. */
  readonly keywords?: string
}

/** What a feature adds to the application. */
export interface Feature {
  readonly pages: readonly Page[]
  /** What of it can wait for the network. */
  readonly waits?: readonly AnyWaitingKind[]
}

/** For definitions: checks them, and keeps their type. */
export const defineFeature = (feature: Feature): Feature => feature
