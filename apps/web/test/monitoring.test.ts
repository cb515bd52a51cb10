import type { Page } from 'playwright-core'
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
  await minutes(20)
})
afterAll(async () => {
  browser?.world.chainAnswers(true)
  await browser?.close()
})

/** So many looks of the server, a minute apart. */
async function minutes(count: number): Promise<void> {
  const { world } = browser
  for (let i = 0; i < count; i++) {
    world.clock.ahead(60_000)
    await world.server.monitoring.sample()
  }
}

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

test('an auditor sees that all is well, and how each figure went', async () => {
  const page = await browser.as('market', 'auditor', { path: '/chain/monitoring' })
  await page.getByRole('heading', { name: 'All is well' }).waitFor()
  await page.getByRole('img', { name: 'Transactions' }).waitFor()
  await look(page, 'monitoring')
  await page
    .getByRole('button', { name: /^Changes of view/ })
    .getByText('Not told here')
    .waitFor()
  await page.getByRole('button', { name: /^Disk free/ }).click()
  await page.getByRole('img', { name: 'Disk free (GB)' }).waitFor()
  expect(await page.getByRole('button', { name: /^Disk free/ }).getAttribute('aria-pressed')).toBe('true')
  await page.getByText('7 days').click()
  await page.getByText('By the hour: the lowest').waitFor()
  await page.getByRole('button', { name: 'Table: Disk free (GB)' }).click()
  await page.getByRole('columnheader', { name: 'Lowest' }).waitFor()
  await look(page, 'monitoring-table')
  await page.getByText('Nothing yet').waitFor()

  await page.getByRole('link', { name: 'Alert rules' }).click()
  await page.getByText('5 minutes or more').waitFor()
  await page.getByText('changed by an admin of the regulator').waitFor()
  expect(await page.getByRole('button', { name: /^Change/ }).count()).toBe(0)
  await look(page, 'monitoring-rules-auditor')
})

test('the regulator’s admin is told of a chain that stops, sees what to do, and sets the rules', async () => {
  const { world } = browser
  const page = await browser.as('regulator', 'admin', { path: '/chain/monitoring' })
  await page.getByRole('heading', { name: 'All is well' }).waitFor()
  world.chainAnswers(false)
  await minutes(4)
  await page.reload()
  await page.getByRole('heading', { name: 'The chain does not answer' }).waitFor()
  await page.getByText(/^The node of this server has not answered for \d minutes/).waitFor()
  await page.getByText('Start the node again').waitFor()
  await page.getByRole('img', { name: 'Transactions' }).waitFor()
  await look(page, 'monitoring-down')

  world.chainAnswers(true)
  await minutes(4)
  await page.reload()
  await page.getByRole('heading', { name: 'All is well' }).waitFor()
  await page.getByRole('cell', { name: 'Node down' }).waitFor()
  await page.getByRole('img', { name: 'Transactions' }).waitFor()
  await look(page, 'monitoring-past')

  await page.getByRole('link', { name: 'Alert rules' }).click()
  await page.getByRole('button', { name: 'Change: Disk fills up' }).click()
  const dialog = page.getByRole('dialog', { name: 'Disk fills up' })
  await dialog.getByRole('textbox', { name: 'Threshold' }).fill('200')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('A number from 0 to 100').waitFor()
  await screenshot(page, 'monitoring-rule')
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Threshold' }).fill('15')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('15 % or less').waitFor()
  await page.getByRole('button', { name: 'Change: Clocks differ' }).click()
  await page.getByRole('dialog', { name: 'Clocks differ' }).getByRole('switch', { name: 'Watch for this' }).click()
  await page.getByRole('dialog', { name: 'Clocks differ' }).getByRole('button', { name: 'Save' }).click()
  await page
    .getByRole('row', { name: /Clocks differ/ })
    .getByText('Off')
    .waitFor()
  await look(page, 'monitoring-rules')

  await page.goto('/notifications')
  await page
    .getByRole('link', { name: /Alert of the chain is over/ })
    .first()
    .waitFor()
  await page.getByText('The node of this server has not answered').first().waitFor()
  await screenshot(page, 'monitoring-notifications')
  await page
    .getByRole('link', { name: /Alert of the chain/ })
    .last()
    .click()
  await page.getByRole('heading', { name: 'Monitoring', level: 1 }).waitFor()
})

test('on a phone, in Chinese and in the dark', async () => {
  const { world } = browser
  const page = await browser.as('regulator', 'admin', {
    path: '/chain/monitoring',
    language: 'zh',
    size: 'phone',
    scheme: 'dark',
  })
  await page.getByRole('heading', { name: '一切正常' }).waitFor()
  await page.getByRole('img', { name: '交易数' }).waitFor()
  await look(page, 'monitoring-zh')
  world.chainAnswers(false)
  await minutes(4)
  await page.reload()
  await page.getByRole('heading', { name: '区块链无应答' }).waitFor()
  await page
    .getByText(/本服务器连接的节点已 \d 分钟无应答/)
    .first()
    .waitFor()
  await page.getByRole('img', { name: '交易数' }).waitFor()
  await look(page, 'monitoring-down-zh')
  world.chainAnswers(true)
  await page.goto('/chain/monitoring/rules')
  await page.getByText('降至 10%及以下').waitFor({ state: 'detached' })
  await page.getByText('降至 15%及以下').waitFor()
  await look(page, 'monitoring-rules-zh')
  await page.getByRole('button', { name: '修改：节点离线' }).click()
  await page.getByRole('dialog', { name: '节点离线' }).getByText('启用此规则').waitFor()
  await look(page, 'monitoring-rule-zh')
  await page.goto('/notifications')
  await page
    .getByText(/本服务器连接的节点已 \d 分钟无应答/)
    .first()
    .waitFor()
  await screenshot(page, 'monitoring-notifications-zh')
})
