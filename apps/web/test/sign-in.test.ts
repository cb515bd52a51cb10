import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  screenshot,
} from './support/browser.ts'

let browser: BrowserWorld
beforeAll(async () => {
  browser = await openBrowserWorld()
})
afterAll(() => browser?.close())

test('a demonstration lets anybody in with one click', async () => {
  const page = await browser.open('/jobs?state=sealed')
  await page.locator('[data-account="market.admin"]').click()
  await page.waitForURL('**/jobs?state=sealed')
  expectQuiet(page)
})

test.each([
  { size: 'phone', language: 'zh', scheme: 'dark' },
  { size: 'desktop', language: 'en', scheme: 'light' },
] as const)('the page to sign in on is readable by everybody, $size, $language, $scheme', async (setup) => {
  const page = await browser.open('/sign-in', setup)
  await page.locator('[data-account]').first().waitFor()
  await screenshot(page, `sign-in-${setup.language}`)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
})

test('a wrong password is told in words, and what was typed stays', async () => {
  const page = await browser.open('/sign-in')
  await page.getByLabel('Name').fill('market.operator')
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('alert').filter({ hasText: 'Name or password is wrong' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('market.operator')
  expectQuiet(page)
})
