import type { Locale } from '@theriac/api'

/** A text in every language: for what is said outside of components, such as titles of pages. */
export type Text = Readonly<Record<Locale, string>>
