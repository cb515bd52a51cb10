import { type Access, allows, type Kind } from '@theriac/api'
import type { Page as Tab } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  screenshot,
} from './support/browser.ts'
import { type PageExample, preparePageExamples, type Viewer } from './support/page-examples.ts'

vi.setConfig({ testTimeout: 240_000 })

/** What is looked at of a page. */
interface Page {
  readonly path: string
  readonly title: { readonly en: string; readonly zh: string }
  readonly access?: Access
}

// Not with its type, which is of another compilation: that for browsers.
const { pages } = (await import(new URL('../src/app/pages.ts', import.meta.url).href)) as { readonly pages: Page[] }

/** The two ways in which pages are looked at, in turn. */
const forms = [
  { size: 'desktop', language: 'en' },
  { size: 'phone', language: 'zh' },
] as const
type Form = (typeof forms)[number]

/** Kinds and roles that see different things. */
const viewers: readonly (Viewer & { readonly kind: Kind })[] = [
  { key: 'north', kind: 'factory', role: 'operator' },
  { key: 'rhine', kind: 'distributor', role: 'operator' },
  { key: 'market', kind: 'pharmacy', role: 'operator' },
  { key: 'clinic', kind: 'hospital', role: 'operator' },
  { key: 'regulator', kind: 'regulator', role: 'operator' },
  { key: 'north', kind: 'factory', role: 'admin' },
  { key: 'clinic', kind: 'hospital', role: 'auditor' },
]

interface Visit extends PageExample {
  readonly page: Page
  readonly form: Form
}

let browser: BrowserWorld
let examples: Readonly<Record<string, PageExample>> = {}
beforeAll(async () => {
  browser = await openBrowserWorld()
  examples = await preparePageExamples(browser.world)
})
afterAll(() => browser?.close())

const isOfOne = ({ path }: Page): boolean => path.includes('$')
const isPublic = ({ access }: Page): boolean => access === 'public'

/** Everybody who may see a page: in turn on a desktop in English and on a phone in Chinese; whoever is alone with it in both. */
function visitsOf(page: Page, place: number): readonly Visit[] {
  const { access, path } = page
  // An admin sees an operator's pages as the operator does.
  const may = viewers.filter((one) => access === undefined || allows(access, one))
  const seen = may.some(({ role }) => role === 'operator') ? may.filter(({ role }) => role !== 'admin') : may
  const all = seen.length === 1 ? [...seen, ...seen] : seen
  return all.map(({ key, role }, turn) => ({ page, key, role, path, form: formAt(place + turn) }))
}
const formAt = (turn: number): Form => forms[turn % 2 === 0 ? 0 : 1]

const plain = pages.filter((page) => !isOfOne(page) && !isPublic(page)).flatMap(visitsOf)

/** Pages that axe has looked at. */
const judged = new Set<string>()
/** Pages of which there is a picture, by width. */
const pictured = new Set<string>()

/** Goes to a page within the application, as a link does, and waits until it is at rest. */
async function visit(tab: Tab, { page, path, form, key, role }: Visit): Promise<void> {
  await tab.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
  await expectPage(tab, page, form)
  await judge(tab, page, `${key}-${role}`)
}

async function expectPage(tab: Tab, { title }: Page, { language }: Form): Promise<void> {
  await expect.poll(() => tab.title(), { timeout: 15_000 }).toBe(`${title[language]} · Theriac`)
  await tab.locator('h1').waitFor()
  await tab.locator('.mantine-Skeleton-root, .mantine-Loader-root').first().waitFor({ state: 'detached' })
}

async function judge(tab: Tab, { path }: Page, who: string): Promise<void> {
  // The first page is another one for each kind of institution; others differ little between those who may see them.
  const name = `all${path.replaceAll(/[/$]+/g, '-')}`
  const picture = `${name} ${tab.viewportSize()?.width}`
  if (path === '/' || !pictured.has(picture)) await screenshot(tab, `${name}-${who}`)
  pictured.add(picture)
  await expectNothingCutOff(tab)
  if (!judged.has(path)) await expectAccessible(tab)
  judged.add(path)
  expectQuiet(tab)
}

/** Makes visits of one person: those on a desktop in one browser, and at the same time those on a phone in another. */
async function makeVisits(who: Viewer, visits: readonly Visit[]): Promise<void> {
  await Promise.all(
    forms.map(async (form) => {
      const mine = visits.filter((one) => one.key === who.key && one.role === who.role && one.form === form)
      if (mine.length === 0) return
      const tab = await browser.as(who.key, who.role, form)
      for (const one of mine) await visit(tab, one)
      await tab.context().close()
    }),
  )
}

describe.each(viewers)('$role of a $kind', (who) => {
  test('can look at every page that is meant for them', async () => {
    const visits = plain.filter(({ key, role }) => key === who.key && role === who.role)
    expect(visits.length).toBeGreaterThan(0)
    await makeVisits(who, visits)
  })
})

test('every page of one thing shows it', async () => {
  const wanted = pages.filter((page) => isOfOne(page) && !isPublic(page))
  expect(wanted.map(({ path }) => path).filter((path) => examples[path] === undefined)).toEqual([])
  const visits = wanted.flatMap((page, place): Visit[] => {
    const example = examples[page.path]
    return example ? [{ ...example, page, form: formAt(place) }] : []
  })
  for (const who of viewers) await makeVisits(who, visits)
})

test('whoever is not signed in can look at every page that is for everybody', async () => {
  for (const page of pages.filter(isPublic)) {
    for (const form of forms) {
      const tab = await browser.open(examples[page.path]?.path ?? page.path, form)
      await expectPage(tab, page, form)
      await judge(tab, page, 'public')
      await tab.context().close()
    }
  }
})
