import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openWorld, password, type World, type WorldOptions } from '@theriac/server/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { ensureBuilt } from '../../build/ensure-built.ts'
import { launchChromium } from './chromium.ts'
import { addFonts } from './fonts.ts'

type Key = Parameters<World['as']>[0]
type Role = NonNullable<Parameters<World['as']>[1]>

/** Widths that every page is looked at in. */
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1366, height: 768 } } as const
type Size = keyof typeof sizes

/** How somebody's browser is set up. */
interface Setup {
  readonly size?: Size
  readonly language?: 'en' | 'zh'
  readonly scheme?: 'light' | 'dark'
}

/** A real browser on a real server with the built application. */
export interface BrowserWorld {
  readonly world: World
  readonly browser: Browser
  /** A page of somebody who is not signed in. */
  open(path: string, setup?: Setup): Promise<Page>
  /** A page of somebody who is. */
  as(key: Key, role?: Role, setup?: Setup & { readonly path?: string }): Promise<Page>
  close(): Promise<void>
}

const screenshots = fileURLToPath(new URL('../../screenshots', import.meta.url))
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
/** What a page must not say, by page. */
const faults = new WeakMap<Page, string[]>()

/** Builds the application where it must be, starts server and browser: about six seconds. */
export async function openBrowserWorld(
  flags: readonly string[] = [],
  options: Pick<WorldOptions, 'groups' | 'certificates'> = {},
): Promise<BrowserWorld> {
  const { folder } = await ensureBuilt()
  // A copy: somebody may build anew meanwhile, and what is loaded later must be of the same build.
  const webFolder = await mkdtemp(join(tmpdir(), 'theriac-web-'))
  await cp(folder, webFolder, { recursive: true })
  await addFonts(webFolder)
  const [world, browser] = await Promise.all([openWorld({ ...options, webFolder }), launchChromium(flags)])
  const { open, openSignedIn, close } = createPages(browser, world.url)
  return {
    world,
    browser,
    open,
    as: (key, role = 'operator', setup = {}) =>
      openSignedIn({ name: world.members[key].accounts[role], password }, setup),
    async close() {
      await close()
      await browser.close()
      await world.close()
      await rm(webFolder, { recursive: true, force: true })
    },
  }
}

/** Opens pages of a server, each in a browser of its own as far as the server can tell. */
export function createPages(
  browser: Browser,
  baseURL: string,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
) {
  const contexts = new Set<BrowserContext>()

  async function open(
    path: string,
    { size = 'desktop', language = 'en', scheme = 'light' }: Setup = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      baseURL,
      viewport: sizes[size],
      colorScheme: scheme,
      reducedMotion: 'reduce',
      hasTouch: size === 'phone',
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      timezoneId: 'Europe/Berlin',
    })
    contexts.add(context)
    await prepare(context)
    await context.addInitScript(
      `localStorage.setItem('theriac.language', localStorage.getItem('theriac.language') ?? '${language}')`,
    )
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    watch(page)
    await page.goto(path)
    return page
  }

  return {
    open,
    /** A page of somebody who has signed in. */
    async openSignedIn(
      account: { readonly name: string; readonly password: string },
      { path = '/', ...setup }: Setup & { readonly path?: string } = {},
    ): Promise<Page> {
      const page = await open('/favicon.svg', setup)
      const response = await page.request.post('/api/v1/session', {
        data: account,
        headers: { 'idempotency-key': crypto.randomUUID() },
      })
      expect(response.ok(), await response.text()).toBe(true)
      await page.goto(path)
      await page.locator('[data-page-heading]').waitFor()
      return page
    },
    async close(): Promise<void> {
      for (const context of contexts) await context.close()
    },
  }
}

/** Notes everything that a page should not say: errors of the console, of scripts, and what the policy kept out. */
function watch(page: Page): void {
  const said: string[] = []
  faults.set(page, said)
  page.on('console', (message) => {
    // A refused request is an answer like any other: what matters is what the page makes of it.
    const isRefusal = /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())
    if ((message.type() === 'error' || message.type() === 'warning') && !isRefusal) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(`${error.name}: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.hostname !== '127.0.0.1') said.push(`asks ${url.origin}`)
  })
}

/** Fails where a page has said something that it should not. */
export function expectQuiet(page: Page): void {
  expect(faults.get(page) ?? []).toEqual([])
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly tags: readonly string[]
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
  }[]
}

/** Fails where axe finds anything that matters on a page (WCAG 2.2 AA). */
export async function expectAccessible(page: Page): Promise<void> {
  // What is still fading in or growing has other colours and sizes than it will have; it begins a frame or two late.
  await page.evaluate(
    `(async () => {
      for (let still = 0; still < 3; ) {
        await new Promise(requestAnimationFrame)
        const moving = document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity)
        await Promise.all(moving.map((one) => one.finished.catch(() => undefined)))
        still = moving.length > 0 ? 0 : still + 1
      }
    })()`,
  )
  // Not as a script of the page, which its policy would keep out.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await readFile(axe, 'utf8'))
  // News floats over the page for some seconds, and is judged apart from what it covers meanwhile.
  const [news, rest] = (await page.evaluate(
    `(async () => {
      const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
      const news = [...document.querySelectorAll('.mantine-Notifications-root')]
      const within = news.some((one) => one.childElementCount > 0) ? await axe.run(news, { ...options, rules: { region: { enabled: false } } }) : undefined
      for (const one of news) one.style.visibility = 'hidden'
      try {
        return [within, await axe.run(document, options)]
      } finally {
        for (const one of news) one.style.visibility = ''
      }
    })()`,
  )) as [AxeResult | undefined, AxeResult]
  const violations = [...(news?.violations ?? []), ...rest.violations]
  // Of what is only advised, what is grave.
  const matters = violations.filter(
    ({ impact, tags }) => tags.some((tag) => tag.startsWith('wcag')) || impact === 'serious' || impact === 'critical',
  )
  const found = matters.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${impact}): ${html.slice(0, 200)} ${failureSummary}`),
  )
  expect(found).toEqual([])
}

/** Puts a picture into `apps/web/screenshots`, for a person to look at, where `PICTURES` is set. */
export async function keepPicture(name: string, content: Buffer): Promise<void> {
  if (!process.env.PICTURES) return
  await mkdir(screenshots, { recursive: true })
  await writeFile(join(screenshots, `${name.replaceAll(/[^\w.]+/g, '-')}.png`), content)
}

/**
 * Takes a picture of a page into `apps/web/screenshots`, for a person to look at, where `PICTURES` is set: a picture costs as
 * much as the rest of a look at a page.
 *
 * @param name - of the page, such as `home-pharmacy`; the size is added
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  await page.evaluate('document.fonts.ready')
  const view = page.viewportSize() ?? sizes.desktop
  // Not scrolled together: what stands at the bottom of the window would be in the middle of the picture.
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
  await page.setViewportSize({ width: view.width, height: Math.max(view.height, height) })
  await keepPicture(`${name}-${view.width < 600 ? 'phone' : 'desktop'}`, await page.screenshot())
  await page.setViewportSize(view)
}

/** Whether what is on a page is as wide as the page: nothing is cut off or scrolls sideways. */
export async function expectNothingCutOff(page: Page): Promise<void> {
  const [content, view] = (await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )) as [number, number]
  expect(content).toBeLessThanOrEqual(view)
}

/** Types as a hand scanner does: at once, and Enter. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate(
    `for (const key of [...${JSON.stringify(text)}, 'Enter']) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`,
  )
}
