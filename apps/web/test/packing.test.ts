import { readFile } from 'node:fs/promises'
import { buildSscc, type LotNumber, type Serial, type Sscc } from '@theriac/gs1'
import { openSupply, type SuppliedLot, type Supply } from '@theriac/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  scan,
  screenshot,
} from './support/browser.ts'
import { readSymbols } from './support/read-symbols.ts'

// Whole pieces of work in a real browser: on a machine that does much else they take longer than other tests.
vi.setConfig({ testTimeout: 120_000 })

let browser: BrowserWorld
let supply: Supply
let lot: SuppliedLot
let other: SuppliedLot
let printedLot: SuppliedLot

function ssccAt(serialReference: number): Sscc {
  const sscc = buildSscc({ extensionDigit: 1, companyPrefix: '9520000', serialReference })
  if (!sscc.ok) throw new TypeError(sscc.reason.message)
  return sscc.value
}

/** What a scanner types for a pack. */
function code({ gtin, expiry, lot: number, serials }: SuppliedLot, index: number): string {
  const [year = '', month = '', day = ''] = expiry.split('-')
  return `01${gtin}17${year.slice(2)}${month}${day}10${number}\u001d21${serials[index]}`
}

beforeAll(async () => {
  browser = await openBrowserWorld()
  supply = await openSupply(browser.world)
  lot = await supply.makeLot('NW2611A', { serials: 60 })
  other = await supply.makeLot('NW2611B', { serials: 4 })
  await supply.makeLot('NW2611Q', { quantity: 300 })
  printedLot = await commissionLot('NW2611C', 20)
})
afterAll(() => browser?.close())

/** A lot whose serials the server of the factory has, as its labels need them. */
async function commissionLot(lotNumber: string, count: number): Promise<SuppliedLot> {
  const { gtin, expiry } = lot
  const serials = Array.from({ length: count }, (_, i) => `${lotNumber}(${i})` as Serial)
  const params = { gtin, lot: lotNumber as LotNumber }
  const north = browser.world.as('north')
  const body = { ...params, production: supply.day(-3), expiry, quantity: count, origin: 'Plant 1' }
  await north.lots.register({ body, waitSeconds: 30 })
  await north.commissioning.commission({ params, body: { serials }, waitSeconds: 30 })
  return { ...lot, lot: params.lot, serials }
}

test('a hand packs a case by scanning, puts it on a pallet, and takes a pack out again', async () => {
  const [first, second, pallet] = [ssccAt(1), ssccAt(2), ssccAt(3)]
  const page = await browser.as('north', 'operator', { path: '/packing' })
  await page.getByRole('heading', { name: 'Which case?' }).waitFor()
  await screenshot(page, 'packing-empty')
  await expectAccessible(page)
  // A pack before its case says what is missing.
  await scan(page, code(lot, 0))
  await page.getByRole('heading', { name: 'Which case?' }).nth(1).waitFor()
  await scan(page, `00${first}`)
  await page.getByRole('heading', { name: 'New case' }).waitFor()
  await scan(page, code(lot, 0))
  await scan(page, code(lot, 1))
  await scan(page, code(lot, 1))
  await page.getByRole('heading', { name: 'Scanned already' }).waitFor()
  await scan(page, code(other, 0))
  await page.getByRole('heading', { name: 'On the list, but of another lot' }).waitFor()
  await page.getByRole('button', { name: `Take ${other.serials[0]} off the list` }).click()
  // Another label is no case before this one is done.
  await scan(page, `00${second}`)
  await page.getByRole('heading', { name: 'Finish this case first' }).waitFor()
  await screenshot(page, 'packing-case')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Pack 2 packs' }).waitFor()
  await page.getByRole('button', { name: 'Pack 2 packs' }).press('Enter')
  await page.getByRole('heading', { name: 'Packed', exact: true }).waitFor()
  await page.getByText(`${first} is packed`).waitFor()

  // The case scanned once more packs it, without a hand on the keyboard.
  await scan(page, `00${second}`)
  await page.getByRole('heading', { name: 'New case' }).waitFor()
  await scan(page, code(lot, 0))
  await page.getByRole('heading', { name: 'It is in another container' }).waitFor()
  await scan(page, code(lot, 2))
  await page.getByRole('heading', { name: 'On the list' }).waitFor()
  await scan(page, `00${second}`)
  await page.getByText(`${second} is packed`).waitFor()

  await scan(page, `00${pallet}`)
  await scan(page, `00${first}`)
  await scan(page, `00${second}`)
  await page.getByRole('button', { name: 'Pack 3 packs' }).click()
  await page.getByText(`${pallet} is packed`).waitFor()
  await screenshot(page, 'packing-done')
  await expectAccessible(page)
  expectQuiet(page)

  await page.getByRole('link', { name: pallet, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: `Pallet ${pallet}` }).waitFor()
  await page.getByRole('button', { name: `Show what is in ${first}` }).click()
  await page.getByText('No. 0–1').waitFor()
  await page.getByText('Put onto pallets').first().waitFor()
  await screenshot(page, 'container-pallet')
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: second }).check()
  await page.getByRole('button', { name: 'Take out: 1 container' }).click()
  await page.getByText('1 container was taken out').waitFor()
  await page.getByRole('checkbox', { name: second }).waitFor({ state: 'detached' })

  // A pack that is scanned opens the case it is in.
  await page.goto('/packing?mode=out')
  await page.getByText('Scan the case that something is taken out of').waitFor()
  await scan(page, code(lot, 2))
  await page.getByRole('button', { name: 'Take out 1 pack' }).click()
  await page.getByText(`Taken out of ${second}`).waitFor()
  const { holder } = await browser.world
    .as('north')
    .units.find({ params: { gtin: lot.gtin, serial: lot.serials[2] ?? ('' as never) } })
  expect(holder.kind).toBe('institution')
  expectQuiet(page)
})

test('packs without serials go into a case by number', async () => {
  const page = await browser.as('north', 'operator', { language: 'zh', size: 'phone', path: '/packing' })
  await page.getByRole('button', { name: '取用下一个 SSCC' }).click()
  await page.getByRole('button', { name: '无序列号药盒…' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: '盒数' }).fill('20')
  await screenshot(page, 'packing-count')
  await page.getByRole('button', { name: '加入清单' }).click()
  await page.getByRole('button', { name: '装箱（20 盒）' }).click()
  await page.getByRole('heading', { name: '已装箱' }).first().waitFor()
  await screenshot(page, 'packing-counted')
  await expectAccessible(page)
  await expectNothingCutOff(page)

  expectQuiet(page)
})

test('a whole lot goes into cases and onto pallets at once', async () => {
  const page = await browser.as('north', 'operator', { language: 'zh', size: 'phone', path: '/packing/lots' })
  await page.getByRole('cell', { name: 'NW2611A' }).waitFor()
  await screenshot(page, 'packing-lots')
  await page.goto(`/packing/lots/${lot.gtin}/${lot.lot}`)
  await page.getByRole('textbox', { name: '每箱盒数' }).fill('10')
  await page.getByText('5 箱，每箱 10 盒').waitFor()
  await page.getByText('1 箱，装 8 盒').waitFor()
  await page.getByRole('checkbox', { name: '将箱装上托盘' }).check()
  await page.getByRole('textbox', { name: '每托盘箱数' }).fill('3')
  await page.getByText('2 个托盘，每个最多 3 箱').waitFor()
  await screenshot(page, 'packing-lot')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  await page.getByRole('button', { name: '将 58 盒装箱' }).click()
  await page.getByRole('heading', { name: '已装 6 箱' }).waitFor()
  await page.getByText('已装 2 个托盘').waitFor()
  await screenshot(page, 'packing-lot-done')
  await expectAccessible(page)
  const { loose } = await totals()
  expect(loose).toBe(4 + 280 + 20)

  await page.goto('/containers')
  await page.getByRole('cell', { name: '托盘' }).first().waitFor()
  await screenshot(page, 'containers')
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
})

test('labels of packs are printed, and a scanner reads from them what they are of', async () => {
  const page = await browser.as('north', 'operator', { path: '/labels' })
  await page.getByRole('cell', { name: 'NW2611C' }).waitFor()
  await screenshot(page, 'labels')
  await expectAccessible(page)
  await scan(page, code(printedLot, 7))
  await page.getByRole('heading', { level: 1, name: 'Labels of lot NW2611C' }).waitFor()
  await page.getByRole('button', { name: 'Print 1 label' }).waitFor()
  const preview = page.getByRole('region', { name: `Label of ${printedLot.serials[7]}` })
  await screenshot(page, 'labels-pack')
  await expectAccessible(page)
  expect(await readSymbols(await preview.screenshot())).toEqual([{ symbology: ']d2', text: code(printedLot, 7) }])
  const [png] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Symbol as PNG' }).click(),
  ])
  expect(await readSymbols(await readFile(await png.path()))).toEqual([{ symbology: ']d2', text: code(printedLot, 7) }])

  // A sheet as the printer gets it, with two places used up.
  await page.getByRole('textbox', { name: 'How many' }).fill('10')
  await page.getByRole('textbox', { name: 'From pack number' }).fill('3')
  await page.getByRole('textbox', { name: 'Labels of the first sheet that are used up' }).fill('2')
  await page.getByText('Packs no. 3 to 12').waitFor()
  await page.getByRole('button', { name: 'Print 10 labels' }).waitFor()
  expect(await printed(page, 'labels-sheet')).toEqual(Array.from({ length: 10 }, (_, i) => code(printedLot, 3 + i)))

  // Two places on the first sheet and eighteen on the next, and no sheet of nothing after it.
  await page.getByRole('textbox', { name: 'How many' }).fill('20')
  await page.getByRole('textbox', { name: 'From pack number' }).fill('0')
  await page.getByRole('textbox', { name: 'Labels of the first sheet that are used up' }).fill('63')
  await page.getByRole('button', { name: 'Print 20 labels' }).waitFor()
  await page.getByText('2 sheets.').waitFor()
  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2)
  expectQuiet(page)
})

test('labels of cases are printed, with what is in them', async () => {
  const sscc = ssccAt(9)
  const units = other.serials.map((serial) => ({ gtin: other.gtin, serial }))
  await browser.world.as('north').packing.pack({ body: { containers: [{ sscc, units }] }, waitSeconds: 30 })
  const page = await browser.as('north', 'operator', { path: `/labels/containers/${sscc}` })
  const label = page.getByRole('region', { name: `Label of ${sscc}` })
  await label.getByText('BATCH/LOT').waitFor()
  await screenshot(page, 'labels-case')
  await expectAccessible(page)
  const [year = '', month = '', day = ''] = other.expiry.split('-')
  expect(await printed(page, 'labels-case-sheet')).toEqual([
    `02${other.gtin}374`,
    `17${year.slice(2)}${month}${day}10${other.lot}`,
    `00${sscc}`,
  ])
  expectQuiet(page)

  const phone = await browser.as('north', 'operator', {
    language: 'zh',
    size: 'phone',
    scheme: 'dark',
    path: `/labels/lots/${lot.gtin}/${lot.lot}?kind=cases`,
  })
  await phone.getByRole('button', { name: '全部' }).click()
  await phone.getByRole('button', { name: /^打印 \d+ 枚标签$/ }).waitFor()
  await screenshot(phone, 'labels-cases')
  await expectAccessible(phone)
  await expectNothingCutOff(phone)
  expectQuiet(phone)
})

test('an administrator says which prefix SSCCs begin with; an auditor only looks', async () => {
  const admin = await browser.as('coast', 'admin', { path: '/packing' })
  await admin.getByRole('button', { name: 'Company prefix' }).click()
  const field = admin.getByRole('dialog').getByRole('textbox', { name: 'Company prefix' })
  await field.fill('95')
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.getByText('A company prefix has 4 to 12 digits').waitFor()
  await field.fill('952099')
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.getByText('SSCCs are allotted from this prefix now').waitFor()
  await admin.getByRole('button', { name: 'Take the next free SSCC' }).click()
  await admin.getByRole('heading', { name: /^0952099\d{11}$/ }).waitFor()
  expectQuiet(admin)

  const auditor = await browser.as('north', 'auditor', { language: 'zh', path: '/containers' })
  await auditor.getByRole('cell', { name: '托盘' }).first().click()
  await auditor.getByRole('heading', { name: '包装内容' }).waitFor()
  expect(await auditor.getByRole('button', { name: /拆箱|发货/ }).count()).toBe(0)
  expect(await auditor.getByRole('link', { name: /标签|装入/ }).count()).toBe(0)
  await screenshot(auditor, 'container-auditor')
  await auditor.goto(`/containers/${ssccAt(77)}`)
  await auditor.getByRole('heading', { name: '没有您可查看的箱或托盘' }).waitFor()
  await expectAccessible(auditor)
  expectQuiet(auditor)
})

/** What a scanner reads from the labels that a printer gets, one after another. */
async function printed(page: Page, name: string): Promise<readonly (string | undefined)[]> {
  await page.evaluate("dispatchEvent(new Event('beforeprint'))")
  await page.emulateMedia({ media: 'print' })
  await screenshot(page, name)
  // As fine as printers print, and not as coarse as screens show.
  await page.evaluate("document.querySelector('[data-print]').style.zoom = 3")
  const read = []
  for (const symbol of await page.locator('[data-print] svg').all()) {
    const [found] = await readSymbols(await symbol.screenshot())
    read.push(found?.text)
  }
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate("dispatchEvent(new Event('afterprint'))")
  return read
}

async function totals() {
  const { states } = await browser.world.as('north').stock.totals()
  const sellable = states.find(({ state }) => state === 'sellable')
  if (!sellable) throw new Error('nothing is in stock')
  return sellable
}
