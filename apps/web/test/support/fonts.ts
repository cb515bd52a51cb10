import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

const folder = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'))

// Chinese letters for machines that have none, served as if by the application itself: its policy lets no other fonts in.
const family = "'Open Sans', 'Noto Sans SC Variable', sans-serif"
const style = `body, :root { --mantine-font-family: ${family} !important; --mantine-font-family-headings: ${family} !important }`

/** Puts them into every page of a context, before anything is drawn. */
export async function putFonts(context: BrowserContext): Promise<void> {
  await context.route('**/test-fonts/fonts.css', async (route) => {
    const css = await readFile(join(folder, 'index.css'), 'utf8')
    await route.fulfill({ body: `${css}\n${style}`, contentType: 'text/css' })
  })
  await context.route('**/test-fonts/files/**', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    await route.fulfill({ body: await readFile(join(folder, 'files', name)), contentType: 'font/woff2' })
  })
  await context.addInitScript(`
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return
      const link = document.createElement('link')
      link.rel = 'stylesheet'
      link.href = '/test-fonts/fonts.css'
      document.head?.append(link)
    })
  `)
}
