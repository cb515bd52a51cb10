import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Green of a pharmacy's cross, quieter. Shade 7 on white and shade 3 on black have a contrast above 4.5. */
const balm: MantineColorsTuple = [
  '#eaf7f5',
  '#d5ecea',
  '#a8d9d4',
  '#78c5be',
  '#52b4ab',
  '#3aa99f',
  '#2ba499',
  '#0b6e69',
  '#0a625e',
  '#07524f',
]

/** Greys with a little blue: calmer than black on white, and still above 4.5. */
const slate: MantineColorsTuple = [
  '#f6f8f9',
  '#edf0f2',
  '#dde2e6',
  '#c6ced4',
  '#98a4ad',
  '#6b7883',
  '#56636e',
  '#414c56',
  '#2c353d',
  '#1b2228',
]

/** Mantine's, but for shade 7, which fills buttons and colours words: white on it, and it on white, is above 4.5. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#ff6b6b',
  '#fa5252',
  '#c92a2a',
  '#b02525',
  '#961f1f',
]
const teal: MantineColorsTuple = [
  '#e6fcf5',
  '#c3fae8',
  '#96f2d7',
  '#63e6be',
  '#38d9a9',
  '#20c997',
  '#12b886',
  '#087f5b',
  '#077151',
  '#066346',
]

const systemFonts =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif"

export const theme = createTheme({
  primaryColor: 'balm',
  primaryShade: { light: 7, dark: 7 },
  colors: { balm, gray: slate, red, teal },
  fontFamily: systemFonts,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  headings: { fontFamily: systemFonts, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { tt: 'none', radius: 'sm', fw: 600 } },
    // As large as a finger needs it, wherever its neighbours are.
    Radio: { vars: () => ({ root: { '--radio-size': '24px' } }) },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45, blur: 2 } } },
  },
})
