import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

const folder = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'))

// Chinese letters for machines that have none, served by the application itself: its policy lets no other fonts in.
const family = "'Open Sans', 'Noto Sans SC Variable', sans-serif"
const style = `body, :root { --mantine-font-family: ${family} !important; --mantine-font-family-headings: ${family} !important }`
const stylesheet = async (): Promise<string> => `${await readFile(join(folder, 'index.css'), 'utf8')}\n${style}`
const place = 'assets/test-fonts'

/** Puts them into a copy of the built application, among the files that browsers keep. */
export async function addFonts(webFolder: string): Promise<void> {
  await symlink(join(folder, 'files'), join(webFolder, 'assets', 'files'))
  await writeFile(join(webFolder, `${place}.css`), await stylesheet())
  for (const name of ['index.html', 'check.html']) {
    const file = join(webFolder, name)
    const page = await readFile(file, 'utf8')
    await writeFile(file, page.replace('</head>', `<link rel="stylesheet" href="/${place}.css" /></head>`))
    for (const compressed of ['br', 'gz']) await rm(`${file}.${compressed}`, { force: true })
  }
}

/** Puts them into the pages of a context whose server is another program: each of its requests goes through here then. */
export async function putFonts(context: BrowserContext): Promise<void> {
  await context.route(`**/${place}.css`, async (route) =>
    route.fulfill({ body: await stylesheet(), contentType: 'text/css' }),
  )
  await context.route('**/assets/files/**', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    await route.fulfill({ body: await readFile(join(folder, 'files', name)), contentType: 'font/woff2' })
  })
  await context.addInitScript(`
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return
      const link = document.createElement('link')
      link.rel = 'stylesheet'
      link.href = '/${place}.css'
      document.head?.append(link)
    })
  `)
}
