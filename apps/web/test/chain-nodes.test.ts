import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { expectAccessible, expectNothingCutOff, expectQuiet, screenshot } from './support/browser.ts'
import { type FiscoBrowser, openFiscoBrowser } from './support/fisco-browser.ts'

// A chain that imitates another, a server and a browser, on whatever machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let fisco: FiscoBrowser
beforeAll(async () => {
  fisco = await openFiscoBrowser()
  const { items } = await fisco.admin.chain.nodes()
  const names = ['Nuremberg 1', 'Nuremberg 2', 'Venice']
  for (const [place, name] of names.entries()) {
    const id = items[place]?.id ?? ''
    await fisco.admin.chain.registerNode({ body: { id, name, role: 'sealer' }, waitSeconds: 30 })
  }
})
afterAll(() => fisco?.close())

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

const wallOf = async (page: Page, name: string, title: string) => {
  await page.getByRole('button', { name, exact: true }).click()
  return page.getByRole('dialog', { name: title })
}

test('the wall shows each node, and how much the chain still bears', async () => {
  const page = await fisco.open('/chain')
  const wall = await wallOf(page, 'Big screen', 'Blockchain')
  const nodes = wall.getByRole('list', { name: 'Nodes' }).getByRole('listitem')
  await nodes.filter({ hasText: 'Nuremberg 1' }).filter({ hasText: 'Up' }).waitFor()
  expect(await nodes.count()).toBe(4)
  expect(await wall.getByRole('alert').count()).toBe(0)
  await look(page, 'chain-wall-all-up')

  await fisco.node.second.stop()
  await wall.getByText('One more failure halts the chain').waitFor()
  // What needs somebody comes first.
  await nodes.first().filter({ hasText: 'Down' }).waitFor()
  await look(page, 'chain-wall-one-down')

  fisco.node.chain.setHalted(true)
  await wall.getByText('The chain does not seal now').waitFor()
  await nodes.nth(2).filter({ hasText: 'Down' }).waitFor()
  await look(page, 'chain-wall-halted')

  const phone = await fisco.open('/chain', { size: 'phone', language: 'zh', scheme: 'dark' })
  const small = await wallOf(phone, '大屏', '区块链')
  await small.getByText('链当前未出块').waitFor()
  await small.getByText('离线').first().waitFor()
  await look(phone, 'chain-wall-halted-zh')
  fisco.node.chain.setHalted(false)
  await fisco.node.second.start()
  await nodes.filter({ hasText: 'Down' }).first().waitFor({ state: 'detached' })
})

test('nodes are compared by what they signed, and a node is asked for in the order that the engine takes', async () => {
  const page = await fisco.open('/chain/nodes')
  const table = page.getByRole('table', { name: 'Nodes' })
  for (const name of ['View', 'Last signed', 'Not signed']) await table.getByRole('columnheader', { name }).waitFor()
  await look(page, 'chain-nodes-fisco')
  await page.goto('/node')
  await page.getByRole('button', { name: 'Register a node' }).click()
  const dialog = page.getByRole('dialog', { name: 'Register a node' })
  const seals = dialog.getByRole('radio', { name: 'Sealer' })
  await dialog.getByText('Only for a node that observes already').waitFor()
  expect(await seals.isDisabled()).toBe(true)
  // The fourth of the sealers is nobody's yet.
  const free = (await fisco.admin.chain.nodes()).items.find(({ registered }) => registered === undefined)
  await dialog.getByRole('textbox', { name: 'Public key of the node' }).fill(free?.id ?? '')
  await dialog.getByText('Makes blocks and votes on them').waitFor()
  expect(await seals.isDisabled()).toBe(false)
  await look(page, 'chain-register-sealer')

  const phone = await fisco.open('/chain/nodes', { size: 'phone', language: 'zh' })
  await phone.getByRole('cell', { name: 'Venice' }).waitFor()
  await look(phone, 'chain-nodes-fisco-zh')
})

test('settings are told in words, and what checking authority means is said before', async () => {
  const page = await fisco.open('/chain/settings', { language: 'zh' })
  const settings = page.getByRole('table', { name: '系统配置' })
  await settings.getByRole('row', { name: /合约执行器版本/ }).waitFor()
  const balance = settings.getByRole('row', { name: /账户余额/ })
  await balance.getByText('已开启，永久有效').waitFor()
  const authority = settings.getByRole('row', { name: /auth_check_status/ })
  await authority.getByText('不可撤销').waitFor()
  expect(await authority.getByRole('button').count()).toBe(0)
  await look(page, 'chain-settings-fisco-zh')
  await page.getByRole('button', { name: '变更其他配置项' }).click()
  const dialog = page.getByRole('dialog', { name: '变更配置项' })
  await dialog.getByRole('textbox', { name: '配置项' }).fill('auth_check_status')
  await dialog.getByText('请先确认此后由谁治理').waitFor()
  await look(page, 'chain-settings-authority-zh')
  const english = await fisco.open('/chain/settings', { size: 'phone' })
  await english.getByText('Version of the executor').waitFor()
  await look(english, 'chain-settings-fisco')
})
