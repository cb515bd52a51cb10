import type { Locator } from 'playwright-core'
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

test('pages are reached with the keyboard alone, and focus goes to their heading', async () => {
  const page = await browser.as('north')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('Skip to the content')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search or scan anything').fill('verify')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/verify')
  await page.locator('[data-page-heading]:focus').waitFor()
  await expect.poll(() => page.title()).toBe('Verify a pack · Theriac')
  expectQuiet(page)
})

test('the list of writes is a table on a desk and cards on a phone', async () => {
  for (const size of ['desktop', 'phone'] as const) {
    const page = await browser.as('regulator', 'admin', { path: '/jobs', size })
    await page.getByRole('heading', { name: 'Writes to the ledger' }).waitFor()
    await page.getByText('Nothing has been written yet').waitFor()
    await screenshot(page, 'jobs')
    await expectAccessible(page)
    await expectNothingCutOff(page)
    expectQuiet(page)
  }
})

test('an address without a page says so, within the frame', async () => {
  const page = await browser.as('market')
  await page.goto('/no/such/page')
  await page.getByRole('heading', { name: 'There is no page here' }).waitFor()
  await page.getByRole('link', { name: 'To the start page' }).click()
  await page.getByRole('heading', { name: 'Market Square Pharmacy' }).waitFor()
  expectQuiet(page)
})

test('a password is changed, and the form says beside the field what is wrong', async () => {
  const page = await browser.as('coast', 'auditor', { path: '/password' })
  await page.getByLabel('Password until now').fill('theriac-demonstration')
  await page.getByLabel('New password', { exact: true }).fill('short')
  await page.getByLabel('New password once more').fill('other')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('At least 12 characters', { exact: true }).waitFor()
  await page.getByText('The two are not the same').waitFor()
  await screenshot(page, 'password')
  await expectAccessible(page)
  for (const label of ['New password', 'New password once more'])
    await page.getByLabel(label, { exact: true }).fill('a longer word or two')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('The password is changed.').waitFor()
  expectQuiet(page)
})

test('a press of a button is not lost to what is told of the field that was left for it', async () => {
  const page = await browser.as('coast', 'admin', { path: '/password' })
  const field = page.getByLabel('New password', { exact: true })
  const fault = page.getByText('At least 12 characters', { exact: true })
  await field.fill('short')
  const button = page.getByRole('button', { name: 'Change password' })
  const { x, y, width } = await boxOf(button)
  // At its upper edge, and held.
  await page.mouse.move(x + width / 2, y + 2)
  await page.mouse.down()
  await page.locator(':focus').getByText('Change password').waitFor()
  expect((await boxOf(button)).y).toBeLessThan(y + 2)
  await page.mouse.up()
  await fault.waitFor()
  // Only sending says it of fields that nobody has been in.
  await page.getByText('This is needed').first().waitFor()
  // Left without a press, a field says at once what is wrong with it.
  await field.fill('a longer word or two')
  await fault.waitFor({ state: 'detached' })
  await field.fill('short')
  await page.keyboard.press('Tab')
  await fault.waitFor()
})

async function boxOf(element: Locator): Promise<{ readonly x: number; readonly y: number; readonly width: number }> {
  const box = await element.boundingBox()
  if (box === null) throw new Error('it is not on the page')
  return box
}

test('days and times are typed and shown as the reader writes them', async () => {
  const page = await browser.as('infirmary', 'operator', { path: '/drug-use/new', language: 'zh' })
  const used = page.getByRole('textbox', { name: '用药时间' })
  for (const typed of ['2026-11-20T14:05', '2026年11月20日 14:05']) {
    await used.fill(typed)
    await used.blur()
    await expect.poll(() => used.inputValue()).toBe('2026年11月20日 14:05')
  }
  // What could be two days is taken for neither.
  await used.fill('03/04/2026')
  await used.blur()
  await expect.poll(() => used.inputValue()).toBe('2026年11月20日 14:05')
  await page.getByRole('button', { name: '选择日期' }).click()
  await page.getByRole('button', { name: '21', exact: true }).or(page.locator('[aria-label*="21"]')).first().waitFor()
  await screenshot(page, 'day-chosen')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Switch to English' }).click()
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Given', exact: true }).inputValue())
    .toBe('20 Nov 2026, 14:05')
  expectQuiet(page)
})

test('signing out ends the session, and the back button does not bring it back', async () => {
  const page = await browser.as('south')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  expectQuiet(page)
})
