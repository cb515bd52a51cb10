import { type Job, jobStates } from '@theriac/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserWorld, expectAccessible, expectQuiet, openBrowserWorld } from './support/browser.ts'

const many = 100_000
let browser: BrowserWorld
beforeAll(async () => {
  browser = await openBrowserWorld()
})
afterAll(() => browser?.close())

/** As many writes as no institution makes in a test: the server's answer is made up, what the browser does with it is not. */
const list = JSON.stringify({
  items: Array.from({ length: many }, (_, number) => ({
    id: `job-${number}`,
    operation: 'shipments.ship',
    state: jobStates[number % jobStates.length] ?? 'sealed',
    progress: { done: number, total: many },
    operator: '0x0000000000000000000000000000000000000001',
    transactions: [],
    createdAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
  })) satisfies Partial<Job>[],
})

async function openList(): Promise<Page> {
  const page = await browser.as('north', 'operator', { path: '/verify' })
  await page.route(/\/api\/v1\/jobs\?(?!.*state=)/, (route) =>
    route.fulfill({ contentType: 'application/json', body: list }),
  )
  await page.goto('/jobs')
  await page.getByText('100,000 rows').waitFor()
  return page
}

test('a list of 100 000 rows draws only those in view, and is walked with the keyboard to its end and back', async () => {
  const page = await openList()
  const rows = page.locator('[data-index]')
  expect(await rows.count()).toBeLessThan(80)
  await page.locator('[data-index="0"]').focus()
  await page.keyboard.press('End')
  await page.locator(`[data-index="${many - 1}"]:focus`).waitFor()
  await page.getByText('99,999 of 100,000').waitFor()
  expect(await rows.count()).toBeLessThan(80)
  await page.keyboard.press('ArrowUp')
  await page.locator(`[data-index="${many - 2}"]:focus`).waitFor()
  // Only one row is a stop of the Tab key, and it is the one that was left.
  expect(await page.locator('[data-index][tabindex="0"]').getAttribute('data-index')).toBe(`${many - 2}`)
  await expectAccessible(page)
  await page.keyboard.press('Home')
  await page.locator('[data-index="0"]:focus').waitFor()
  expectQuiet(page)
})

test('a row is found among 100 000 by what is typed, and the list is as it was when somebody comes back to it', async () => {
  const page = await openList()
  await page.getByRole('textbox', { name: 'Filter these rows' }).fill('awaiting nothing')
  await page.getByText('No row fits the filter').waitFor()
  await page.getByRole('textbox', { name: 'Filter these rows' }).fill('under way')
  await page.getByText('25,000 rows').waitFor()
  await page.locator('[data-index="0"]').focus()
  await page.keyboard.press('End')
  await page.locator('[data-index="24999"]:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/jobs/job-*')
  await page.goBack()
  await page.getByText('25,000 rows').waitFor()
  await page.locator('[data-index="24999"]').waitFor()
  expect(await page.getByRole('textbox', { name: 'Filter these rows' }).inputValue()).toBe('under way')
  expect(await page.locator('[data-index="0"]').count()).toBe(0)
})
