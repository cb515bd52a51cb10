import type { Serial } from '@theriac/gs1'
import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  openBrowserWorld,
  scan,
  screenshot,
} from './support/browser.ts'

let browser: BrowserWorld
let lot: SuppliedLot

beforeAll(async () => {
  browser = await openBrowserWorld()
  const supply = await openSupply(browser.world)
  lot = await supply.makeLot('NW2611A', { serials: 8 })
  await supply.give('market', { units: [{ lot: lot.id, units: [[0, 5]] }] })
})
afterAll(() => browser?.close())

/** What a scanner types for a pack. */
const codeOf = (serial: string): string =>
  `01${lot.gtin}17${lot.expiry.replaceAll('-', '').slice(2)}10${lot.lot}\u001d21${serial}`

test('scans that find no network wait, survive a reload, and are answered in their order when it is back', async () => {
  const page = await browser.as('market', 'operator', { path: '/verify', size: 'phone', language: 'zh' })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/verifications'))
      asked.push(request.headers()['idempotency-key'] ?? '')
  })
  await page.context().setOffline(true)
  await scan(page, codeOf(String(lot.serials[0])))
  await page.getByRole('heading', { name: '网络中断：尚未核验' }).waitFor()
  await scan(page, codeOf('NOBODYSPACK'))
  await page.getByText('网络中断：2 项等待中').waitFor()
  expect(await page.getByText('真品，可以销售').count()).toBe(0)
  await screenshot(page, 'offline-verify')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  // Whoever reads the device finds codes and times, and nothing else.
  const keys = [...new Set(asked)]
  await page.context().setOffline(false)
  await page.reload()
  await page.getByText('等待的 2 项已有结果。').waitFor()
  const items = page.getByRole('main').getByRole('listitem')
  await items.nth(1).waitFor()
  expect(await items.allInnerTexts()).toEqual([
    expect.stringMatching(/^NW2611AS0[\s\S]*扫码 \d\d:\d\d · 结果 \d\d:\d\d[\s\S]*真品，可以销售/),
    expect.stringMatching(/^NOBODYSPACK[\s\S]*可疑：请单独存放/),
  ])
  // Each was asked again under the key that it had.
  expect([...new Set(asked)]).toEqual(keys)
  await screenshot(page, 'offline-answered')
  await expectAccessible(page)
  await page.getByRole('button', { name: '清除已有结果的条目' }).click()
  await items.first().waitFor({ state: 'detached' })
})

test('what is dispensed without a network is told as not done until the ledger has taken it, and refused where it may not be', async () => {
  const page = await browser.as('market', 'operator', { path: '/dispense' })
  await page.getByText('What is dispensed shows up here').waitFor()
  // Checked while the network was there, dispensed when it had gone.
  await scan(page, codeOf(String(lot.serials[1])))
  await page.getByRole('heading', { name: 'May be dispensed' }).waitFor()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Dispense 1 pack' }).click()
  await page.getByRole('heading', { name: 'Not dispensed yet: waits for the network' }).waitFor()
  // Scanned when it had gone: one of the stock, and one that nobody made.
  for (const serial of [String(lot.serials[2]), 'NOSUCHPACK']) {
    await scan(page, codeOf(serial))
    await page.getByRole('heading', { name: 'No network: not checked' }).waitFor()
    await page.getByText(serial, { exact: true }).waitFor()
  }
  await page.getByRole('heading', { name: '2 packs not checked' }).waitFor()
  await screenshot(page, 'offline-till')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Handed out: book 2 packs later' }).click()
  await page.getByText('Offline: 3 wait').waitFor()
  expect(await page.getByText(/packs? dispensed/).count()).toBe(0)

  await page.context().setOffline(false)
  await page.getByText('3 that waited are answered, 1 refused.').waitFor()
  const waited = page.locator('section', { hasText: 'Booked when the network was back' }).getByRole('listitem')
  expect(await waited.allInnerTexts()).toEqual([
    expect.stringMatching(/^NW2611AS1\n[\s\S]*1 PACK DISPENSED/i),
    expect.stringMatching(/^NW2611AS2\n[\s\S]*1 PACK DISPENSED/i),
    expect.stringMatching(/^NOSUCHPACK\n[\s\S]*\./),
  ])
  await page.getByRole('button', { name: `Undo ${lot.serials[2]}` }).waitFor()
  await screenshot(page, 'offline-till-booked')
  await expectAccessible(page)
  for (const number of [1, 2]) {
    const serial = lot.serials[number] as Serial
    const { root } = await browser.world.as('market').units.find({ params: { gtin: lot.gtin, serial } })
    expect(root).toMatchObject({ kind: 'end', state: 'dispensed' })
  }
  const { items } = await browser.world.as('market').alerts.list({ query: {} })
  expect(items.map(({ code, serial }) => [code, serial])).toContainEqual(['PC_02', 'NOSUCHPACK'])
})

test('a pack scanned without a network is checked by itself when it is back, and may be dispensed then', async () => {
  const page = await browser.as('market', 'operator', { path: '/dispense', language: 'zh' })
  await page.getByText('准备就绪').waitFor()
  await page.context().setOffline(true)
  await scan(page, codeOf(String(lot.serials[3])))
  await page.getByRole('heading', { name: '网络中断：尚未核验' }).waitFor()
  await page.getByRole('heading', { name: '未核验 1 盒' }).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('heading', { name: '可以发药' }).waitFor()
  await page.getByRole('heading', { name: '待发药 1 盒' }).waitFor()
  expect(await page.getByRole('heading', { name: '未核验 1 盒' }).count()).toBe(0)
})

test('what arrives is scanned without a network too, and counted when it is back', async () => {
  const units = lot.serials.slice(6, 8).map((serial) => ({ gtin: lot.gtin, serial }))
  const receiver = browser.world.members.market.gln
  const sent = await browser.world.as('north').shipments.ship({ body: { receiver, goods: { units } }, waitSeconds: 30 })
  const page = await browser.as('market', 'operator', {
    path: `/receive/${browser.world.members.north.gln}/${sent.result.number}`,
    size: 'phone',
  })
  await page.getByText('0 of 2 packs scanned').waitFor()
  await page.context().setOffline(true)
  for (const number of [6, 7]) await scan(page, codeOf(String(lot.serials[number])))
  await page.getByRole('heading', { name: 'No network: not counted yet' }).waitFor()
  await page.getByText('0 of 2 packs scanned').waitFor()
  await expectAccessible(page)
  await page.context().setOffline(false)
  await page.getByText('2 of 2 packs scanned').waitFor()
  await page.getByRole('heading', { name: 'No network: not counted yet' }).waitFor({ state: 'detached' })
})
