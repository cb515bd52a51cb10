import { readFile } from 'node:fs/promises'
import { openSupply, type SuppliedLot, type Supply } from '@theriac/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  type BrowserWorld,
  expectAccessible,
  expectNothingCutOff,
  expectQuiet,
  openBrowserWorld,
  screenshot,
} from './support/browser.ts'

// Many pages in one walk, on whatever machine.
vi.setConfig({ testTimeout: 180_000 })

let browser: BrowserWorld
let supply: Supply
let lot: SuppliedLot
/** Of the pharmacy's dispensing, and of the one that was refused. */
let dispensing: string
let refusal: string

const key = 'ab'.repeat(64)

beforeAll(async () => {
  browser = await openBrowserWorld()
  const { world } = browser
  supply = await openSupply(world)
  lot = await supply.makeLot('CH1', { serials: 10 })
  await supply.give('market', { units: [{ lot: lot.id, units: [[0, 4]] }] })
  const pharmacy = world.as('market')
  const sell = (count: number) => {
    const units = lot.serials.slice(0, count).map((serial) => ({ gtin: lot.gtin, serial }))
    // Carried to the ledger even where it is known that it will be refused: it is on record there.
    return pharmacy.dispensing.dispense({ body: { goods: { units }, insist: true }, waitSeconds: 20 })
  }
  const { transactions } = await sell(1)
  dispensing = transactions?.[0]?.txHash ?? ''
  await expect(sell(2)).rejects.toThrow('The ledger refused')
  await world.server.indexer.waitFor((await pharmacy.chain.overview()).height)
  const { items } = await pharmacy.chain.audit({ query: { outcome: 'refused' } })
  refusal = items[0]?.txHash ?? ''
})
afterAll(() => browser?.close())

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

const beside = (page: Page) => page.getByRole('navigation', { name: /Pages of this subject|相关页面/ })

test('a regulator sees how the chain does, and goes down to what one pharmacy sold', async () => {
  const page = await browser.as('regulator', 'operator', { path: '/' })
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Blockchain' }).click()
  await page.getByRole('heading', { name: 'Blockchain', level: 1 }).waitFor()
  await page.getByText('One node seals alone').waitFor()
  await page.getByRole('img', { name: 'Transactions per day' }).waitFor()
  await look(page, 'chain-overview')

  // A new block comes by itself.
  const newest = page.locator('section', { has: page.getByRole('heading', { name: 'Newest blocks' }) })
  const { height } = await browser.world.as('regulator').chain.overview()
  await supply.makeLot('CH2', { serials: 1 })
  await newest.getByRole('link', { name: String(height + 1), exact: true }).waitFor()

  await page.getByRole('button', { name: 'Big screen' }).click()
  const wall = page.getByRole('dialog', { name: 'Blockchain' })
  await wall.getByText('Block height').waitFor()
  await wall.getByRole('list', { name: 'Nodes' }).getByRole('listitem').filter({ hasText: 'Up' }).waitFor()
  await wall.getByText('One node seals alone').waitFor()
  await look(page, 'chain-wall')
  await page.getByRole('button', { name: 'Close the big screen' }).click()
  await wall.waitFor({ state: 'hidden' })

  await page.getByRole('textbox', { name: /^Find a block/ }).fill('no such thing')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByText('Nothing on the chain goes by this.').waitFor()
  const [sealer] = (await browser.world.as('regulator').chain.nodes()).items
  await page.getByRole('textbox', { name: /^Find a block/ }).fill(sealer?.address ?? '')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByRole('dialog', { name: 'Not registered' }).waitFor()
  await page.goBack()

  await beside(page).getByRole('link', { name: 'Blocks' }).click()
  await page.getByRole('table', { name: 'Blocks' }).waitFor()
  await look(page, 'chain-blocks')
  await page.getByRole('textbox', { name: /^Find a block/ }).fill(dispensing)
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByRole('heading', { name: 'Transaction', level: 1 }).waitFor()
  await page.getByRole('heading', { name: 'Dispensed', level: 3 }).waitFor()
  await page.getByText('1 pack (1 word)').first().waitFor()
  await page.getByRole('link', { name: 'Market Square Pharmacy' }).first().waitFor()
  await look(page, 'chain-transaction')
  await page.getByText('Show as it is (JSON)').click()
  await page.getByText(`"hash": "${dispensing}"`).waitFor()

  // To the block that it is in, to the one before, and back.
  await page.getByRole('link', { name: /, place 1$/ }).click()
  await page.getByRole('heading', { name: /^Block \d/, level: 1 }).waitFor()
  await page.getByRole('cell', { name: 'Dispensed' }).waitFor()
  await look(page, 'chain-block')
  await page.getByRole('link', { name: 'Before' }).click()
  await page.getByRole('link', { name: 'Next' }).click()
  await page.getByRole('cell', { name: 'Dispensed' }).waitFor()

  // And to the lot that was sold.
  await page.goto(`/transactions/${dispensing}`)
  await page.getByRole('link', { name: lot.lot, exact: true }).first().click()
  await page
    .getByRole('heading', { name: new RegExp(lot.lot) })
    .first()
    .waitFor()

  // Which leads back to all its transactions.
  const history = page.locator('section', { has: page.getByRole('heading', { name: 'What happened' }) })
  await history.getByText('Refused').waitFor()
  await look(page, 'chain-lot-history')
  await history.getByRole('link', { name: 'On the chain' }).last().click()
  await page.getByRole('heading', { name: 'Lot registered', level: 3 }).waitFor()
})

test('a pharmacy reads why its act was refused; others see that it is there, but not what it says', async () => {
  const page = await browser.as('market', 'admin', { path: `/transactions/${refusal}`, language: 'zh', size: 'phone' })
  await page.getByText('已拒绝').waitFor()
  await page.getByText('拒绝原因').waitFor()
  await look(page, 'chain-refused-zh')
  const stranger = await browser.as('station', 'auditor', { path: `/transactions/${refusal}` })
  await stranger.getByText('It is between other institutions').waitFor()
  expect(await stranger.getByText('Market Square Pharmacy').count()).toBe(0)
  expectQuiet(stranger)
})

test('a factory asks for a node; the regulator approves it, and what the engine has not done is not noted', async () => {
  const factory = await browser.as('north', 'admin', { path: '/node' })
  await factory.getByText('No node of ours yet').waitFor()
  await look(factory, 'chain-own-node-none')
  await factory.getByRole('button', { name: 'Register a node' }).click()
  const dialog = factory.getByRole('dialog', { name: 'Register a node' })
  await dialog.getByRole('button', { name: 'Ask the regulator' }).click()
  await dialog.getByText('The key has 128 digits').waitFor()
  await dialog.getByRole('textbox', { name: 'Name of the node' }).fill('Plant 1')
  await dialog.getByRole('textbox', { name: 'Public key of the node' }).fill(key)
  await dialog.getByRole('radio', { name: 'Sealer' }).check()
  await dialog.getByRole('button', { name: 'Ask the regulator' }).click()
  // The engine does not know it: it has to observe first.
  await dialog.getByRole('alert').waitFor()
  await screenshot(factory, 'chain-register-node')
  await expectAccessible(factory)
  await dialog.getByRole('radio', { name: 'Observer' }).check()
  await dialog.getByRole('button', { name: 'Ask the regulator' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await factory.getByRole('heading', { name: 'Plant 1' }).waitFor()
  await factory.locator('[data-status=asked]').waitFor()
  await look(factory, 'chain-own-node')
  await factory.getByRole('button', { name: 'Ask for another role' }).click()
  const ask = factory.getByRole('dialog', { name: 'Ask for another role' })
  await ask.getByText('Only for a node that observes already').waitFor()
  expect(await ask.getByRole('radio', { name: 'Sealer' }).isDisabled()).toBe(true)
  await look(factory, 'chain-ask-role')
  await ask.getByRole('button', { name: 'Cancel' }).click()
  await ask.waitFor({ state: 'hidden' })

  const page = await browser.as('regulator', 'operator', { path: '/chain/nodes' })
  await page.getByText('Nordwerk Pharma asks for Plant 1: Observer').waitFor()
  await look(page, 'chain-nodes')
  await page.getByRole('button', { name: 'Open' }).click()
  const node = page.getByRole('dialog', { name: 'Plant 1' })
  await node.getByRole('button', { name: 'Approve' }).click()
  const approval = page.getByRole('dialog', { name: 'Approve' })
  await approval.getByRole('textbox', { name: 'Reason' }).fill('As the board decided')
  await screenshot(page, 'chain-approve')
  await approval.getByRole('button', { name: 'Approve' }).click()
  await approval.waitFor({ state: 'hidden' })
  await node.getByRole('button', { name: 'Make the change' }).click()
  const note = page.getByRole('dialog', { name: 'Make the change' })
  await note.getByRole('button', { name: 'Make the change' }).click()
  await note.getByRole('alert').waitFor()
  await screenshot(page, 'chain-note-refused')
  await note.getByRole('button', { name: 'Cancel' }).click()
  await node.getByRole('button', { name: 'Decline' }).click()
  const decline = page.getByRole('dialog', { name: 'Decline' })
  await decline.getByRole('textbox', { name: 'Reason' }).fill('The machine never came up')
  await decline.getByRole('button', { name: 'Decline' }).click()
  await decline.waitFor({ state: 'hidden' })
  await node.getByText('Observer: The machine never came up').waitFor()
  expectQuiet(page)
  await factory.getByText('Observer: The machine never came up').waitFor()
  expectQuiet(factory)

  const auditor = await browser.as('north', 'auditor', { path: '/node' })
  await auditor.getByRole('heading', { name: 'Plant 1' }).waitFor()
  expect(await auditor.getByRole('button', { name: /Ask for another role|Register/ }).count()).toBe(0)
})

test('contracts are asked, and their events found', async () => {
  const page = await browser.as('regulator', 'operator', { path: '/chain/contracts' })
  await page.getByRole('cell', { name: 'Products and lots' }).waitFor()
  await look(page, 'chain-contracts')
  await page.getByRole('button', { name: 'List a contract' }).click()
  const listing = page.getByRole('dialog', { name: 'List a contract' })
  await listing.getByRole('button', { name: 'List a contract' }).click()
  await listing.getByText('0x and 40 digits').waitFor()
  await screenshot(page, 'chain-list-contract')
  await expectAccessible(page)
  await listing.getByRole('textbox', { name: 'Name in the directory' }).fill('reports')
  await listing.getByRole('textbox', { name: 'Address' }).fill(`0x${'12'.repeat(20)}`)
  await listing.getByRole('textbox', { name: 'Hash of its ABI' }).fill(`0x${'34'.repeat(32)}`)
  await listing.getByRole('textbox', { name: 'Reason' }).fill('Reports are made elsewhere')
  await listing.getByRole('button', { name: 'List a contract' }).click()
  // There is no contract at this address.
  await listing.getByText('The ledger refused').first().waitFor()
  await listing.getByRole('textbox', { name: 'Address' }).fill(browser.world.server.ledger.addresses.records)
  await listing.getByRole('button', { name: 'List a contract' }).click()
  await listing.waitFor({ state: 'hidden' })
  await page.getByRole('cell', { name: 'Not used here' }).waitFor()
  expect(await page.getByText('at another address').count()).toBe(0)
  await page.getByRole('cell', { name: 'Products and lots' }).click()
  await page.getByRole('button', { name: /^lotIdOf/ }).click()
  await page.getByRole('textbox', { name: 'gtin (uint64)' }).fill(lot.gtin)
  await page.getByRole('textbox', { name: 'lotNumber (string)' }).fill(lot.lot)
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('Answer at block').waitFor()
  await page.getByTitle(lot.id).waitFor()
  await look(page, 'chain-contract')
  await page.getByRole('textbox', { name: 'gtin (uint64)' }).fill('many')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('is a whole number in decimal digits').waitFor()

  await page.getByRole('link', { name: 'Events of this contract' }).click()
  await page.getByRole('cell', { name: 'Lot registered' }).first().waitFor()
  await look(page, 'chain-events')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /CSV/ }).click()
  expect((await download).suggestedFilename()).toBe('Events of the contracts.csv')
  await page.getByRole('combobox', { name: 'Event', exact: true }).click()
  await page.getByRole('option', { name: 'Product registered' }).click()
  await page.getByRole('cell', { name: 'Lot registered' }).first().waitFor({ state: 'hidden' })
  await page.getByRole('cell', { name: 'Product registered' }).first().click()
  await page.getByRole('heading', { name: 'Transaction', level: 1 }).waitFor()
})

test('the regulator audits calls, and sees what the chain is set to', async () => {
  const page = await browser.as('regulator', 'auditor', { path: '/chain/audit', language: 'zh' })
  await page.getByRole('cell', { name: '售出' }).first().waitFor()
  await look(page, 'chain-audit-zh')
  await page.getByText('按方法').click()
  await page.getByRole('cell', { name: '登记批次' }).waitFor()
  await look(page, 'chain-audit-methods-zh')
  await page.getByRole('cell', { name: '登记批次' }).click()
  await page.getByRole('button', { name: '显示全部' }).waitFor()
  await page.goto('/chain/audit?only="unknown"')
  await page.getByText('没有未知账户调用过合约').waitFor()
  await beside(page).getByRole('link', { name: '系统配置' }).click()
  await page.getByText('没有治理委员会').waitFor()
  await page.getByText('内置链由单个节点独自出块').first().waitFor()
  await page.getByText('此处不比对节点').waitFor()
  await look(page, 'chain-settings-zh')
})

test('everybody sees what each institution may do, and narrows it down', async () => {
  const page = await browser.as('market', 'auditor', { path: '/chain/nodes' })
  await beside(page).getByRole('link', { name: 'Permissions' }).click()
  await page.getByRole('heading', { name: 'Permissions', level: 1 }).waitFor()
  const table = page.getByRole('table', { name: 'Permissions' })
  const dispenses = async (name: string) => {
    const headings = await table.getByRole('columnheader').allTextContents()
    return table
      .getByRole('row')
      .filter({ hasText: name })
      .getByRole('cell')
      .nth(headings.indexOf('Dispense'))
      .textContent()
  }
  await table.getByRole('cell', { name: 'Market Square Pharmacy' }).waitFor()
  expect(await dispenses('Market Square Pharmacy')).toBe('Permitted')
  expect(await dispenses('Nordwerk Pharma')).toBe('Not permitted')
  await look(page, 'chain-permissions')

  await page.getByRole('combobox', { name: 'Permission' }).click()
  await page.getByRole('option', { name: 'Dispense' }).click()
  await table.getByRole('cell', { name: 'Nordwerk Pharma' }).waitFor({ state: 'hidden' })
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Hospital' }).click()
  await table.getByRole('cell', { name: 'Market Square Pharmacy' }).waitFor({ state: 'hidden' })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /CSV/ }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv).toContain('Dispense')
  expect(csv.match(/Hospital/g)?.length).toBeGreaterThan(1)
  expect(csv).not.toContain('Nordwerk')
  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Suspended' }).click()
  await page.getByText('No institution is like this').waitFor()
  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Any status' }).click()
  await table.getByRole('link', { name: 'City Infirmary' }).click()
  await page.getByRole('heading', { name: 'City Infirmary', level: 1 }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Committee and settings' }).click()
  await page.getByRole('link', { name: 'All permissions' }).waitFor()
  expectQuiet(page)
})

test('on a phone, in Chinese and in the dark', async () => {
  const page = await browser.as('regulator', 'operator', {
    path: '/chain',
    language: 'zh',
    size: 'phone',
    scheme: 'dark',
  })
  await page.getByText('单节点独自出块').waitFor()
  await page.getByRole('img', { name: '每日交易数' }).waitFor()
  await look(page, 'chain-overview-zh')
  await page.getByRole('button', { name: '大屏' }).click()
  await page.getByRole('dialog', { name: '区块链' }).getByText('待打包交易').waitFor()
  await look(page, 'chain-wall-zh')
  await page.goto('/chain/nodes')
  await page.getByText('未登记').first().waitFor()
  await look(page, 'chain-nodes-zh')
  await page.goto('/chain/permissions')
  await page
    .getByText(/登记药品.*发货/)
    .first()
    .waitFor()
  await look(page, 'chain-permissions-zh')
  await page.goto('/chain/events')
  await page.getByText('批次登记').first().waitFor()
  await look(page, 'chain-events-zh')
  await page.goto('/chain/audit')
  await page.getByText('售出').first().waitFor()
  await look(page, 'chain-audit-phone-zh')
  await page.goto('/chain/contracts')
  await page.getByText('合约目录').first().waitFor()
  await look(page, 'chain-contracts-zh')
  await page.goto(`/transactions/${dispensing}`)
  await page.getByRole('heading', { name: '售出', level: 3 }).waitFor()
  await look(page, 'chain-transaction-zh')
})
