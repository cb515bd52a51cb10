import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSupply, type SuppliedLot } from '@theriac/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkExamples } from '../src/features/webhooks/examples.ts'
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
beforeAll(async () => {
  browser = await openBrowserWorld()
  const supply = await openSupply(browser.world)
  lot = await supply.makeLot('NW2603A', { serials: 4 })
  await supply.give('market', { units: [{ lot: lot.id, units: [[0, 1]] }] })
})
afterAll(() => browser?.close())

/** A picture of the page, which has nothing on it that keeps anybody out. */
async function lookAt(page: Page, name: string): Promise<void> {
  await screenshot(page, `records-${name}`)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

const certificate = { name: 'certificate.txt', mimeType: 'text/plain', buffer: Buffer.from('Assay 99.8 %') }

test('a pharmacist writes a record about a scanned pack with a file, amends it, and voids it', {
  timeout: 90_000,
}, async () => {
  const page = await browser.as('market', 'operator', { path: '/records' })
  await page.getByText('There is no record here').waitFor()
  await lookAt(page, 'none')
  await page.getByRole('link', { name: 'Write a record' }).first().click()
  await page.getByRole('textbox', { name: 'Scan a code, or search by name or number' }).waitFor()
  await page.getByRole('button', { name: 'Write the record' }).click()
  await page.getByText('Choose first what the record is about').waitFor()
  const [year = '', month = '', day = ''] = lot.expiry.split('-')
  await scan(page, `01${lot.gtin}17${year.slice(2)}${month}${day}10${lot.lot}\u001d21${lot.serials[0]}`)
  await page.getByRole('button', { name: /^Pack / }).waitFor()
  await lookAt(page, 'subject')
  await page.getByRole('button', { name: /^Pack / }).click()
  await page.getByText(`Pack ${lot.serials[0]} · DOLIPRANE 1000 mg`).waitFor()
  await page.getByRole('textbox', { name: /^What it says/ }).fill('Seal was broken when the case was opened')
  await page
    .locator('input[type=file][multiple]')
    .setInputFiles([certificate, { ...certificate, name: 'empty.pdf', buffer: Buffer.alloc(0) }])
  await page.getByText('It is empty').waitFor()
  await page.getByRole('button', { name: 'Write the record' }).click()
  await page.getByText('Wait until all files are uploaded').waitFor()
  await page.getByRole('button', { name: 'Remove empty.pdf' }).click()
  await page.getByRole('img', { name: 'Uploaded' }).waitFor()
  await lookAt(page, 'write')
  await page.getByRole('button', { name: 'Write the record' }).click()
  await page.waitForURL('**/records/0x*')
  await page.getByText('This browser has computed the hash of the text').waitFor()
  await page.getByText('Seal was broken when the case was opened').waitFor()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download certificate.txt' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toBe('Assay 99.8 %')
  await page.getByText('Matches the hash on the ledger').waitFor()
  await page.getByRole('button', { name: 'Check everything against the ledger' }).click()
  await page.getByText('All versions and files are here and match the ledger.').waitFor()
  await lookAt(page, 'record')

  await page.getByRole('button', { name: 'Amend', exact: true }).click()
  await page.getByRole('textbox', { name: /^What it says/ }).fill('Seal was torn when the case was opened')
  await page.getByRole('textbox', { name: /^Why is it amended/ }).fill('Torn, not broken')
  await lookAt(page, 'amend')
  await page.getByRole('button', { name: 'Save the new version' }).click()
  await page.getByText('Version 2 · Amended').waitFor()
  await page.getByText('Torn, not broken').waitFor()
  await page.getByRole('button', { name: 'Show what it said' }).click()
  await page.getByText('Seal was broken when the case was opened').waitFor()
  await lookAt(page, 'amended')

  await page.getByRole('button', { name: 'Void', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Why is it voided/ }).fill('Entered for the wrong pack')
  await dialog.getByRole('button', { name: 'Void', exact: true }).click()
  await page.getByText('This record is void.').waitFor()
  await page.getByText('Seal was torn when the case was opened').waitFor()
  expect(await page.getByRole('button', { name: 'Amend', exact: true }).count()).toBe(0)
  await lookAt(page, 'voided')
})

test('the factory reads in Chinese, on a phone and in the dark, what is written about its pack; a stranger does not', async () => {
  const setup = { language: 'zh', size: 'phone', scheme: 'dark', path: '/records' } as const
  const page = await browser.as('north', 'auditor', setup)
  await page.getByText('已作废').first().waitFor()
  expect(await page.getByRole('link', { name: '新建记录' }).count()).toBe(0)
  await lookAt(page, 'list-zh')
  await page.getByText(`药盒 ${lot.lot} 第 0 号`).first().click()
  await page.getByText('Entered for the wrong pack').first().waitFor()
  await lookAt(page, 'voided-zh')
  const stranger = await browser.as('south', 'operator', { path: new URL(page.url()).pathname })
  await stranger.getByText('There is no such thing, or it is not yours to see').waitFor()
})

test('the regulator writes an inspection of a distributor, which a buyer is told of', async () => {
  const { gln } = browser.world.members.coast
  const page = await browser.as('regulator', 'operator', { path: '/records/new' })
  await page.getByRole('textbox', { name: 'Scan a code, or search by name or number' }).fill(gln)
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('button', { name: /^Institution / }).click()
  await page.getByRole('button', { name: 'Choose another' }).waitFor()
  await page.getByRole('combobox', { name: /^Kind/ }).click()
  await page.getByRole('option', { name: 'Inspection' }).click()
  await page.getByRole('textbox', { name: /^What it says/ }).fill('Temperature records are missing')
  await page.getByRole('button', { name: 'Write the record' }).click()
  await page.getByText('This is needed').first().waitFor()
  await page.getByLabel(/^Day of the inspection/).fill(new Date(browser.world.clock.now()).toISOString().slice(0, 10))
  await page.getByRole('combobox', { name: /^Outcome/ }).click()
  await page.getByRole('option', { name: 'Deficient' }).click()
  await page.getByRole('textbox', { name: /^Major/ }).fill('1')
  await lookAt(page, 'inspection')
  await page.getByRole('button', { name: 'Write the record' }).click()
  await page.waitForURL('**/records/0x*')
  await page.getByText('0 critical, 1 major, 0 other').waitFor()
  await lookAt(page, 'inspected')
})

test('a pharmacist screens suppliers, compares two, and looks at a drug', { timeout: 90_000 }, async () => {
  const { coast, rhine } = browser.world.members
  const page = await browser.as('market', 'operator', { path: '/screening' })
  await page.getByText('Distributors').click()
  await page.getByText('The newest inspection found deficiencies').waitFor()
  await lookAt(page, 'screening')
  for (const box of await page.getByRole('checkbox', { name: /^Compare / }).all()) await box.check()
  await page.getByRole('link', { name: 'Compare side by side' }).click()
  await page.getByRole('heading', { name: 'Comparison' }).waitFor()
  const table = page.getByRole('table')
  await table.getByText(/^newest: deficient/).waitFor()
  await lookAt(page, 'comparison')
  expect(decodeURIComponent(page.url())).toMatch(new RegExp(`(${rhine.gln},${coast.gln}|${coast.gln},${rhine.gln})`))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain('The newest inspection found deficiencies')

  const drug = await browser.as('market', 'operator', {
    language: 'zh',
    size: 'phone',
    path: `/screening/drugs/${lot.gtin}`,
  })
  await drug.getByText('有记录的 5 项中 5 项正常').waitFor()
  await lookAt(drug, 'drug-zh')
  const supplier = await browser.as('market', 'operator', {
    language: 'zh',
    scheme: 'dark',
    path: `/screening/suppliers/${coast.gln}`,
  })
  await supplier.getByText('最近一次检查发现缺陷').waitFor()
  await lookAt(supplier, 'supplier-zh')
})

/** A receiver of webhooks on this machine. */
async function openReceiver() {
  const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = []
  let status = 204
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/theriac`,
    answer(next: number) {
      status = next
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

test('an admin adds a webhook, tests it as the guide says, and tries again what failed', {
  timeout: 90_000,
}, async () => {
  const receiver = await openReceiver()
  const folder = await mkdtemp(join(tmpdir(), 'theriac-guide-'))
  try {
    const page = await browser.as('market', 'admin', { path: '/webhooks' })
    await page.getByText('No webhook yet').waitFor()
    await lookAt(page, 'webhooks-none')
    await page.getByRole('link', { name: 'Add a webhook' }).first().click()
    await page.getByRole('textbox', { name: /^Address/ }).fill('https://10.0.0.1/theriac')
    await page.getByRole('button', { name: 'Add the webhook' }).click()
    await page.getByText('10.0.0.1 is not on the public internet').waitFor()
    await page.getByRole('textbox', { name: /^Address/ }).fill(receiver.url)
    await page.getByRole('checkbox', { name: 'Any write of ours is settled, well or not' }).check()
    await lookAt(page, 'webhook-new')
    await page.getByRole('button', { name: 'Add the webhook' }).click()
    const secret = await page.getByRole('textbox', { name: 'Secret', exact: true }).inputValue()
    await lookAt(page, 'webhook-secret')
    await page.getByRole('link', { name: 'I have it: on to the webhook' }).click()
    await page.getByText('Nothing was sent yet').waitFor()

    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('HTTP 204').waitFor()
    const [got] = receiver.received
    // What the guide tells people to write is what finds a delivery genuine.
    await writeFile(join(folder, 'check.mjs'), checkExamples['Node.js'])
    const { isGenuine } = (await import(join(folder, 'check.mjs'))) as {
      isGenuine: (body: string, header: string, secret: string) => boolean
    }
    const signature = String(got?.headers['x-theriac-signature'])
    expect(isGenuine(got?.body ?? '', signature, secret)).toBe(true)
    expect(isGenuine(`${got?.body} `, signature, secret)).toBe(false)

    receiver.answer(500)
    const subject = { kind: 'lot' as const, gtin: lot.gtin, lot: lot.lot }
    const body = { kind: 'circulation_note' as const, subject, content: 'Delivered' }
    await browser.world.as('market').records.write({ body, waitSeconds: 20 })
    await page.getByText('answered 500').first().waitFor()
    await page.getByText('Deliveries fail').waitFor()
    await lookAt(page, 'webhook-failing')
    receiver.answer(204)
    await page
      .getByRole('button', { name: /^Try now/ })
      .first()
      .click()
    await page.getByText('HTTP 204').nth(1).waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Nothing is sent.').waitFor()
    const phone = await browser.as('market', 'admin', {
      language: 'zh',
      size: 'phone',
      scheme: 'dark',
      path: new URL(page.url()).pathname,
    })
    await phone.getByText('当前不发送').waitFor()
    await phone.getByText('已送达').first().waitFor()
    await lookAt(phone, 'webhook-zh')
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No webhook yet').waitFor()
  } finally {
    await receiver.close()
    await rm(folder, { recursive: true, force: true })
  }
})
