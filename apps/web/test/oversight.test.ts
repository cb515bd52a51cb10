import type { Serial } from '@theriac/gs1'
import { openSupply } from '@theriac/server/testing'
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

const waitSeconds = 20

test('a pharmacy and the regulator work through an alert', async () => {
  const { world } = browser
  const supply = await openSupply(world)
  const lot = await supply.makeLot('OV1', { serials: 2 })
  const raise = async (serial: string) =>
    (await world.as('market').verification.verify({ body: { gtin: lot.gtin, serial: serial as Serial, lot: lot.lot } }))
      .alert?.id ?? ''
  const id = await raise('FALSE1')
  await raise('FALSE2')

  const page = await browser.as('market', 'operator', { path: '/alerts' })
  await page.getByText('FALSE2').waitFor()
  await screenshot(page, 'alerts')
  await expectAccessible(page)
  await page.getByText('FALSE1').click()
  await page.waitForURL(`**/alerts/${id}`)
  await page.getByRole('button', { name: 'Start looking into it' }).click()
  await page.getByText('You are looking into it now').waitFor()
  await page.getByRole('combobox', { name: 'Who looks into it' }).click()
  await page.getByRole('option', { name: 'Market Square Pharmacy, admin' }).click()
  await page.getByText('Market Square Pharmacy, admin looks into it now').waitFor()
  await page.getByRole('textbox', { name: 'Comment' }).fill('Asked the wholesaler for the delivery note.')
  await page.getByRole('button', { name: 'Add comment' }).click()
  await page.getByText('Comment added').waitFor()
  await screenshot(page, 'alert')
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'What it was' }).click()
  await page.getByRole('option', { name: 'Falsified pack' }).click()
  await page.getByRole('button', { name: 'Close alert' }).click()
  await page.getByText('Say in a few words what was done').waitFor()
  await page.getByRole('textbox', { name: 'What was done about it' }).fill('Pack quarantined, police informed.')
  await page.getByRole('button', { name: 'Close alert' }).click()
  await page.getByText('Alert closed').waitFor()
  expect(await world.as('market').alerts.find({ params: { id } })).toMatchObject({
    state: 'closed',
    finding: 'falsified',
    resolution: 'Pack quarantined, police informed.',
  })
  expectQuiet(page)

  const phone = await browser.as('regulator', 'operator', {
    size: 'phone',
    language: 'zh',
    scheme: 'dark',
    path: `/alerts/${id}`,
  })
  await phone.getByText('Pack quarantined, police informed.').first().waitFor()
  await phone.getByText('假药').first().waitFor()
  await screenshot(phone, 'alert-zh')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  await phone.goto('/alerts')
  await phone.getByText('FALSE2').waitFor()
  await screenshot(phone, 'alerts-zh')
  await expectNothingCutOff(phone)
  expectQuiet(phone)
})

test('the regulator admits an applicant and suspends an institution, which two must agree on', async () => {
  const { world } = browser
  const gln = '4000001000999'
  await world.anonymous.institutions.apply({
    body: {
      gln: gln as never,
      kind: 'pharmacy',
      name: 'Harbour pharmacy',
      licences: [
        {
          number: 'PH-2026-17',
          scope: ['receive', 'dispense'],
          validFrom: '2026-01-01T00:00:00Z' as never,
          validTo: '2030-01-01T00:00:00Z' as never,
        },
      ],
      admin: { name: 'harbour.admin', password: 'a long enough password' },
    },
    waitSeconds,
  })
  const page = await browser.as('regulator', 'operator', { path: '/institutions' })
  await page.getByRole('button', { name: 'Decide on the application' }).click()
  await page.getByText('Harbour pharmacy').click()
  await page.waitForURL(`**/institutions/${gln}`)
  await page.getByRole('heading', { name: 'Decide on the application' }).waitFor()
  await page.getByRole('button', { name: 'Admit' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Licence checked with the city.')
  await screenshot(page, 'institution')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Admit' }).click()
  await page.getByRole('heading', { name: 'Supervision' }).waitFor()

  await world
    .as('regulator', 'admin')
    .governance.setThreshold({ body: { threshold: 2, reason: 'Two eyes' }, waitSeconds })
  await page.getByRole('textbox', { name: 'Reason' }).fill('Sold packs without dispensing them.')
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('link', { name: 'Go to the proposals' }).click()
  await page.getByText('2 of 3 operators').waitFor()
  await screenshot(page, 'governance')
  await expectAccessible(page)
  await page.goto('/institutions')
  await page.getByText('Harbour pharmacy').waitFor()
  await screenshot(page, 'institutions')
  await expectAccessible(page)
  expectQuiet(page)

  const other = await browser.as('regulator', 'admin', { language: 'zh', path: '/governance?state=open' })
  await other.getByText('Sold packs without dispensing them.').click()
  await other.getByRole('button', { name: '批准并执行' }).waitFor()
  await screenshot(other, 'proposal-zh')
  await expectAccessible(other)
  await other.getByRole('button', { name: '批准并执行' }).click()
  await other.getByText('已批准并执行').waitFor()
  expect(await world.as('regulator').institutions.find({ params: { gln: gln as never } })).toMatchObject({
    status: 'suspended',
  })
  expectQuiet(other)
  const phone = await browser.as('regulator', 'operator', {
    size: 'phone',
    language: 'zh',
    path: `/institutions/${gln}`,
  })
  await phone.getByRole('button', { name: '恢复' }).waitFor()
  await screenshot(phone, 'institution-zh')
  await expectNothingCutOff(phone)
  expectQuiet(phone)
})

test('an admin opens an account, resets its password and disables it', async () => {
  const page = await browser.as('north', 'admin', { path: '/accounts' })
  await page.getByRole('link', { name: 'New account' }).click()
  await page.getByRole('textbox', { name: 'Called' }).fill('Lin Mei')
  await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('Lin Mei')
  await page.getByLabel('First password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByText('Use 2 to 64 small letters').waitFor()
  await screenshot(page, 'account-new')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('north.lin')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/accounts')
  await page.getByText('north.lin').waitFor()
  await screenshot(page, 'accounts')
  await expectAccessible(page)
  await page.getByText('north.lin').click()
  await page.getByLabel('New password', { exact: true }).fill('another long password')
  await page.getByRole('button', { name: 'Reset password' }).click()
  await page.getByText('The new password is set.').waitFor()
  await page.getByRole('button', { name: 'Disable' }).click()
  await page.getByText('Lin Mei cannot sign in any more').waitFor()
  await screenshot(page, 'account')
  await expectAccessible(page)
  expect((await browser.world.as('north', 'admin').accounts.list({ query: { text: 'lin' } })).items).toMatchObject([
    { name: 'north.lin', state: 'disabled', mustChangePassword: true },
  ])
  expectQuiet(page)
  const phone = await browser.as('north', 'admin', { size: 'phone', language: 'zh', path: '/accounts' })
  await phone.getByText('north.lin').waitFor()
  await screenshot(phone, 'accounts-zh')
  await expectNothingCutOff(phone)
  expectQuiet(phone)
})
