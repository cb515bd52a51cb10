import { afterAll, beforeAll, test } from 'vitest'
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

test.each([
  { key: 'regulator', size: 'desktop', language: 'en', scheme: 'light' },
  { key: 'north', size: 'desktop', language: 'zh', scheme: 'light' },
  { key: 'market', size: 'phone', language: 'en', scheme: 'light' },
  { key: 'clinic', size: 'desktop', language: 'en', scheme: 'dark' },
] as const)('the first page of $key is readable by everybody, $size, $language, $scheme', async ({ key, ...setup }) => {
  const page = await browser.as(key, 'admin', setup)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  await screenshot(page, `home-${key}`)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
})
