import { localStorageColorSchemeManager } from '@mantine/core'

/** Where the choice of light or dark is kept; `public/color-scheme.js` reads it before anything is drawn. */
export const colourSchemeManager = localStorageColorSchemeManager({ key: 'theriac.colour-scheme' })
