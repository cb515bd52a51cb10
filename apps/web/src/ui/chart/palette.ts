/** Colours of series that people with any colour vision can tell apart (Okabe and Ito), on light and on dark. */
export const seriesColours = [
  '#0b8f86',
  '#d98c00',
  '#4a90c9',
  '#c0563b',
  '#9467a8',
  '#7a8a2a',
  '#b5527f',
  '#5f6b75',
] as const

/** Colours of a chart's text and lines. */
export function inkOf(isDark: boolean): { readonly text: string; readonly line: string; readonly surface: string } {
  return isDark
    ? { text: '#a3b0b9', line: '#2c363c', surface: '#1a2125' }
    : { text: '#56636e', line: '#dde2e6', surface: '#ffffff' }
}
