import { buildSscc } from '@theriac/gs1'
import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  scan,
  screenshot,
} from './support/browser.ts'

let browser: BrowserWorld
let lot: SuppliedLot

const waitSeconds = 30
/** For a loaded machine: each looks at many pages. */
const patience = 120_000

beforeAll(async () => {
  browser = await openBrowserWorld()
  const supply = await openSupply(browser.world)
  lot = await supply.makeLot('C1', { serials: 80 })
  await supply.makeLot('C2', { quantity: 100 })
  const units = (first: number, last: number) => ({ units: [{ lot: lot.id, units: [[first, last] as const] }] })
  await supply.give('market', units(0, 19))
  await supply.give('clinic', units(20, 39))
})
afterAll(() => browser?.close())

const serial = (index: number) => lot.serials[index] ?? ('' as never)
const packs = (...indexes: number[]) => ({ units: indexes.map((index) => ({ gtin: lot.gtin, serial: serial(index) })) })
const short = (day: string): string => day.replaceAll('-', '').slice(2)
/** What a scanner types for a pack. */
const code = (index: number, expiry: string = lot.expiry): string =>
  `01${lot.gtin}17${short(expiry)}10${lot.lot}\u001d21${serial(index)}`
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

test(
  'a patient brings packs back: each is compared with the ledger and taken in',
  async () => {
    await browser.world.as('market').dispensing.dispense({ body: { goods: packs(0, 1, 2, 3) }, waitSeconds })
    const page = await browser.as('market', 'operator', { path: '/returns' })
    await page.getByText('Nothing came back').waitFor()
    await look(page, 'returns-empty')
    await page.getByRole('link', { name: 'Take back' }).click()
    await heading(page, 'Take back from a patient').waitFor()
    await scan(page, code(10))
    await heading(page, 'Not possible with this one').waitFor()
    await page.getByText('It is booked as: In stock.').waitFor()
    await scan(page, code(0, '2031-01-31'))
    await heading(page, 'What is printed does not match').waitFor()
    await page.getByRole('link', { name: 'An alert was raised: see it' }).waitFor()
    await look(page, 'returns-differs')
    await scan(page, `01${lot.gtin}21${serial(1)}`)
    await heading(page, 'The code does not say everything').waitFor()
    await page.getByLabel('Lot number').fill(lot.lot)
    await page.getByLabel('Expiry date').fill(lot.expiry)
    await expectAccessible(page)
    await button(page, 'Compare').click()
    await heading(page, 'Goods: 1 pack').waitFor()
    await scan(page, code(2))
    await heading(page, 'Goods: 2 packs').waitFor()
    await look(page, 'returns-take-back')
    await button(page, 'Take back 2 packs').click()
    await page.getByText('2 packs were taken back').waitFor()
    await page.getByRole('link', { name: 'Judge returns' }).click()
    await heading(page, 'Judge what came back').waitFor()
  },
  patience,
)

test(
  'what came back is judged by three questions: on sale again, or to be destroyed',
  async () => {
    const market = browser.world.as('market')
    await market.dispensing.dispense({ body: { goods: packs(4, 5) }, waitSeconds })
    const printed = packs(4, 5).units.map((unit) => ({ ...unit, lot: lot.lot, expiry: lot.expiry }))
    await market.returns.receive({ body: { units: printed }, waitSeconds })
    const page = await browser.as('market', 'operator', { path: '/returns/judge' })
    await heading(page, 'Judge what came back').waitFor()
    await scan(page, code(4))
    await heading(page, 'Goods: 1 pack').waitFor()
    await button(page, 'Put 1 pack back on sale').click()
    expect(await page.getByText('This is needed').count()).toBe(2)
    const answer = async (question: string, word: string) =>
      page.getByRole('radiogroup', { name: question }).getByLabel(word, { exact: true }).check()
    await answer('Is every pack unopened, with its seal intact?', 'Yes')
    await answer('Was it stored as required all the time, cold chain included?', 'Yes')
    await look(page, 'returns-judge')
    await button(page, 'Put 1 pack back on sale').click()
    await page.getByText('1 pack is on sale again').waitFor()

    await scan(page, code(5))
    await heading(page, 'Goods: 1 pack').waitFor()
    await answer('Is every pack unopened, with its seal intact?', 'No')
    await answer('Was it stored as required all the time, cold chain included?', 'Yes')
    await page.getByText('Rejected goods can only be destroyed. This cannot be undone.').waitFor()
    await button(page, 'Opened, or seal broken').click()
    await look(page, 'returns-reject')
    await button(page, 'Reject 1 pack').click()
    await page.getByText('1 pack was rejected').waitFor()
    const stock = await market.units.find({ params: { gtin: lot.gtin, serial: serial(4) } })
    expect(stock.state).toBe('active')

    const phone = await browser.as('market', 'auditor', { path: '/returns', size: 'phone', language: 'zh' })
    await phone.getByText('已开封').or(phone.getByText('Opened, or seal broken')).first().waitFor()
    expect(await phone.getByRole('link', { name: '接收退货' }).count()).toBe(0)
    await look(phone, 'returns')
  },
  patience,
)

test(
  'goods are set aside with a reason, and released when they are in order',
  async () => {
    const page = await browser.as('north', 'operator', { path: '/quarantine' })
    await page.getByText('Nothing is in quarantine').waitFor()
    await look(page, 'quarantine-empty')
    await page.getByRole('link', { name: 'Put into quarantine' }).first().click()
    await heading(page, 'Put into quarantine').waitFor()
    await scan(page, code(40))
    await heading(page, 'Goods: 1 pack').waitFor()
    await button(page, 'Name packs by their lot').click()
    await page.getByRole('combobox', { name: 'Lot' }).fill('C2')
    await page.getByRole('option', { name: /Lot C2/ }).click()
    await page.getByLabel('How many of 100').fill('5')
    await button(page, 'Add').last().click()
    await heading(page, 'Goods: 6 packs').waitFor()
    await button(page, 'Put 6 packs into quarantine').click()
    await page.getByText('This is needed').waitFor()
    await button(page, 'Cold chain interrupted').click()
    await look(page, 'quarantine-set-aside')
    await button(page, 'Put 6 packs into quarantine').click()
    await page.getByText('6 packs are in quarantine').waitFor()
    await page.getByRole('link', { name: 'To the list' }).click()
    await page.getByText('Cold chain interrupted').first().waitFor()
    await look(page, 'quarantine')

    await page.getByRole('link', { name: 'Release' }).click()
    await heading(page, 'Release from quarantine').waitFor()
    await scan(page, code(41))
    await page.getByText('It is booked as: In stock.').waitFor()
    await scan(page, code(40))
    await heading(page, 'Goods: 1 pack').waitFor()
    await button(page, 'Release 1 pack').click()
    await page.getByText('Check the goods first').waitFor()
    await page.getByRole('checkbox').check()
    await look(page, 'quarantine-release')
    await button(page, 'Release 1 pack').click()
    await page.getByText('1 pack is in stock again').waitFor()
  },
  patience,
)

test(
  'what the regulator sets aside, only the regulator releases',
  async () => {
    const regulator = await browser.as('regulator', 'operator', {
      path: '/quarantine/new',
      size: 'phone',
      language: 'zh',
      scheme: 'dark',
    })
    await heading(regulator, '实施隔离').waitFor()
    await scan(regulator, code(11))
    await heading(regulator, '药品清单：1 盒').waitFor()
    await button(regulator, '疑似假药').click()
    await look(regulator, 'quarantine-set-aside')
    await button(regulator, '隔离 1 盒').click()
    await regulator.getByText('已隔离 1 盒').waitFor()
    const holder = await browser.as('market', 'operator', { path: '/quarantine/release' })
    await heading(holder, 'Release from quarantine').waitFor()
    await scan(holder, code(11))
    await heading(holder, 'Set aside by another institution').waitFor()
    await regulator.goto('/quarantine')
    await regulator.getByText('疑似假药').first().waitFor()
    await look(regulator, 'quarantine')
  },
  patience,
)

test(
  'a destruction takes two people; the second is told, compares and confirms',
  async () => {
    const body = { goods: packs(16), reason: 'wet' }
    await browser.world.as('market').quarantine.setAside({ body, waitSeconds })
    const page = await browser.as('market', 'operator', { path: '/endings/new' })
    await heading(page, 'Take out of circulation').waitFor()
    await scan(page, code(16))
    await heading(page, 'Goods: 1 pack').waitFor()
    await scan(page, code(12))
    await heading(page, 'Goods: 2 packs').waitFor()
    await button(page, 'Rejected return').click()
    await look(page, 'endings-destroy')
    await button(page, 'Propose to destroy 2 packs').click()
    await page.getByText('You proposed it: somebody else has to confirm.').waitFor()
    expect(await button(page, 'Confirm the destruction …').count()).toBe(0)
    await look(page, 'destruction-proposed')

    const second = await browser.as('market', 'admin', { size: 'phone', language: 'zh' })
    await second.getByRole('link', { name: /待您复核的销毁/ }).click()
    await second.getByText('等待您复核。').waitFor()
    await look(second, 'endings-waiting')
    await second.getByRole('link', { name: /销毁 2 盒/ }).click()
    await heading(second, '销毁 2 盒').waitFor()
    await scan(second, code(13))
    await heading(second, '不属于本次销毁').waitFor()
    await scan(second, code(12))
    await heading(second, '属于本次销毁').waitFor()
    await look(second, 'destruction')
    await button(second, '复核销毁…').click()
    await second
      .getByRole('dialog')
      .getByText(/任何人都无法撤销/)
      .waitFor()
    await expectAccessible(second)
    await screenshot(second, 'destruction-confirm')
    await button(second, '确认已销毁').click()
    await second.getByText('已销毁 2 盒').waitFor()
    await second.getByText('已销毁', { exact: true }).waitFor()
    expectQuiet(second)

    await page.goto('/notifications')
    await heading(page, 'Notifications').waitFor()
    await second.goto('/notifications')
    await second.getByText('待复核的销毁').first().waitFor()
  },
  patience,
)

test(
  'goods are exported, and others reported stolen after one more question',
  async () => {
    const page = await browser.as('north', 'operator', { path: '/endings/new?as=exported' })
    await heading(page, 'Take out of circulation').waitFor()
    await scan(page, code(50))
    await heading(page, 'Goods: 1 pack').waitFor()
    await look(page, 'endings-export')
    await button(page, 'Take 1 pack out').click()
    await page.getByText('1 pack has left circulation').waitFor()
    await page.getByRole('radio', { name: /^Stolen/ }).click()
    await scan(page, code(51))
    await heading(page, 'Goods: 1 pack').waitFor()
    await page.getByRole('textbox', { name: 'Reference of the police' }).fill('Berlin 26/4711')
    await look(page, 'endings-stolen')
    await button(page, 'Report 1 pack').click()
    await page
      .getByRole('dialog')
      .getByText(/only the regulator can put them back/)
      .waitFor()
    await screenshot(page, 'endings-stolen-sure')
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Report 1 pack' }).click()
    await page.getByText('1 pack was reported').waitFor()
    await page.getByRole('radio', { name: /^Never made/ }).click()
    await scan(page, code(70))
    await heading(page, 'Goods: 1 pack').waitFor()
    await look(page, 'endings-void')
    await button(page, 'Void 1 pack').click()
    await page.getByText('1 pack was voided').waitFor()
  },
  patience,
)

test(
  'what left by mistake is put back; what was stolen only by the regulator',
  async () => {
    const { endings } = browser.world.as('north')
    await endings.decommission({ body: { state: 'exported', goods: packs(52) }, waitSeconds })
    const body = { state: 'stolen' as const, goods: packs(53, 54), evidence: 'Berlin 26/4712' }
    await endings.reportGone({ body, waitSeconds })
    const page = await browser.as('north', 'operator', { path: '/endings/undo' })
    await heading(page, 'Put back into circulation').waitFor()
    await scan(page, code(53))
    await heading(page, 'It cannot be put back').waitFor()
    await scan(page, code(52))
    await heading(page, 'Goods: 1 pack').waitFor()
    await look(page, 'endings-undo')
    await button(page, 'Put 1 pack back').click()
    await page.getByText('1 pack is in stock again').waitFor()

    const regulator = await browser.as('regulator', 'operator', { path: '/endings/undo', language: 'zh' })
    await heading(regulator, '恢复流通').first().waitFor()
    await scan(regulator, code(53))
    await heading(regulator, '药品清单：1 盒').waitFor()
    await button(regulator, '已找回').click()
    await look(regulator, 'endings-override')
    await button(regulator, '恢复 1 盒').click()
    await regulator.getByText(/已提议恢复 1 盒/).waitFor()
    await regulator.goto('/endings')
    await regulator.getByRole('cell', { name: '被盗' }).first().waitFor()
    await look(regulator, 'endings')
  },
  patience,
)

test(
  'a ward opens a pack, dispenses parts of it and takes the last back',
  async () => {
    const page = await browser.as('clinic', 'operator', { path: '/unit-doses', size: 'phone' })
    await page.getByText('Scan a pack that is in stock here or opened here.').waitFor()
    await look(page, 'unit-doses-empty')
    await scan(page, code(20))
    await page.getByText('8 of 8 left').waitFor()
    await button(page, 'One more').click()
    await button(page, 'One more').click()
    await look(page, 'unit-doses')
    await page.getByLabel('How many?').press('Enter')
    await page.getByText('3 parts dispensed, 5 left').waitFor()
    await page.getByText('5 of 8 left').first().waitFor()
    await button(page, 'Take the last 3 back').waitFor()
    await look(page, 'unit-doses-opened')
    await button(page, 'Take the last 3 back').click()
    await page.getByText('3 parts were taken back').waitFor()
    await page.getByText('8 of 8 left').waitFor()
    await page.getByLabel('How many?').fill('8')
    await button(page, 'Dispense 8 parts').click()
    await page.getByText('Nothing left').first().waitFor()
    const desktop = await browser.as('clinic', 'operator', { path: '/unit-doses', language: 'zh', scheme: 'dark' })
    await desktop.getByText('准备就绪').waitFor()
    await scan(desktop, code(21))
    await desktop.getByText('剩余 8 / 8').waitFor()
    await look(desktop, 'unit-doses')
  },
  patience,
)

test(
  'packs are given to a patient at the bedside; who it was can be erased, an error declared',
  async () => {
    await browser.world.as('clinic').dispensing.dispense({ body: { goods: packs(30, 31) }, waitSeconds })
    const page = await browser.as('clinic', 'operator', { path: '/administrations' })
    await page.getByText('Nothing has been administered').waitFor()
    await page.getByRole('link', { name: 'Give to a patient' }).first().click()
    await heading(page, 'Give to a patient').waitFor()
    await scan(page, code(32))
    await page.getByText('It is booked as: In stock.').waitFor()
    await scan(page, code(30))
    await heading(page, 'Goods: 1 pack').waitFor()
    await scan(page, 'P-0004711')
    await expect.poll(() => page.getByRole('textbox', { name: /^Patient/ }).inputValue()).toBe('P-0004711')
    await page.getByRole('textbox', { name: 'Ward' }).fill('B2')
    await look(page, 'administer')
    await button(page, 'Record 1 pack as given').click()
    await page.getByText('1 pack was recorded as given').waitFor()
    expect(await page.getByRole('textbox', { name: 'Ward' }).inputValue()).toBe('B2')
    await page.getByRole('link', { name: 'To the list' }).click()
    await page.getByText('P-0004711').waitFor()
    await look(page, 'administrations')

    await page.getByRole('link', { name: 'Declare an error' }).click()
    await heading(page, 'Declare an error').waitFor()
    await scan(page, code(31))
    await heading(page, 'Not recorded as given').waitFor()
    await scan(page, code(30))
    await heading(page, 'Goods: 1 pack').waitFor()
    await page.getByLabel('It was not given at all').check()
    await page.getByRole('textbox', { name: 'What happened?' }).fill('The wrong bed was scanned')
    await look(page, 'administration-error')
    await button(page, 'Declare the error').click()
    await page.getByText('The error was declared').waitFor()
    const { records } = browser.world.as('clinic')
    const { items } = await records.list()
    const written = await records.find({ params: { record: items[0]?.record ?? '0x' } })
    expect(written.document?.content).toMatchObject({ errorDeclaration: { reason: 'did_not_occur' } })

    await button(page, 'Erase: P-0004711').click()
    await page.getByRole('dialog').getByLabel('Why is it erased?').fill('asked for')
    await expectAccessible(page)
    await button(page, 'Erase for good').click()
    await page.getByText('Erased: asked for').waitFor()
    const phone = await browser.as('clinic', 'operator', { path: '/administrations', size: 'phone', language: 'zh' })
    await phone.getByText('已删除：asked for').waitFor()
    await look(phone, 'administrations')
  },
  patience,
)

test(
  'a pack and a case lead on to what can be done with them, as though they were scanned there',
  async () => {
    const sscc = buildSscc({ extensionDigit: 1, companyPrefix: '9520000', serialReference: 7 })
    if (!sscc.ok) throw new TypeError(sscc.reason.message)
    const containers = [{ sscc: sscc.value, ...packs(60, 61, 62) }]
    await browser.world.as('north').packing.pack({ body: { containers }, waitSeconds })
    const page = await browser.as('north', 'operator', { path: `/containers/${sscc.value}` })
    await button(page, 'Put into quarantine').click()
    await heading(page, 'Goods: 3 packs').waitFor()
    await scan(page, code(60))
    await heading(page, 'It is inside a container').waitFor()
    await button(page, 'Package damaged').click()
    await button(page, 'Put 3 packs into quarantine').click()
    await page.getByText('3 packs are in quarantine').waitFor()
    await page.goto(`/containers/${sscc.value}`)
    await button(page, 'Release from quarantine').waitFor()
    expectQuiet(page)

    const pharmacist = await browser.as('market', 'operator', { path: `/units/${lot.gtin}/${serial(15)}` })
    await button(pharmacist, 'Dispense a part').click()
    await pharmacist.getByText('8 of 8 left').waitFor()
    await button(pharmacist, 'Dispense 1 part').click()
    await pharmacist.getByText('7 of 8 left').first().waitFor()
    await pharmacist.goto('/dispense')
    await pharmacist.getByText('Scan a pack, wherever the cursor is.').waitFor()
    await scan(pharmacist, code(15))
    await heading(pharmacist, 'Opened before').waitFor()
    await look(pharmacist, 'dispense-opened')
    await button(pharmacist, 'Dispense a part').click()
    await pharmacist.getByText('7 of 8 left').first().waitFor()
    expectQuiet(pharmacist)
  },
  patience,
)
