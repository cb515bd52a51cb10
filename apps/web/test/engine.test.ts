import { type OtherGovernor, otherGovernor } from '@theriac/cli/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expectAccessible, expectNothingCutOff, expectQuiet, screenshot } from './support/browser.ts'
import { type FiscoBrowser, openFiscoBrowser } from './support/fisco-browser.ts'

// A chain that imitates another, a server and a browser, on whatever machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let fisco: FiscoBrowser
let other: OtherGovernor
beforeAll(async () => {
  fisco = await openFiscoBrowser()
  other = otherGovernor(fisco.node, `0x${'2'.padStart(64, '0')}`)
})
afterAll(() => fisco?.close())

const stranger = `0x${'5e'.repeat(20)}` as const

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await expectAccessible(page)
  await expectNothingCutOff(page)
  expectQuiet(page)
}

const section = (page: Page, title: string) =>
  page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) })
const proposal = (page: Page, title: RegExp) =>
  page.locator('div.mantine-Paper-root', { has: page.getByRole('heading', { name: title, level: 3 }) }).first()
const news = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).first()

/** Fills a dialog and sends it. */
async function send(page: Page, name: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) {
  await page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog', { name })
  await fill(dialog)
  await dialog.getByRole('button', { name, exact: true }).click()
  return dialog
}

const open = async (): Promise<Page> => {
  const page = await fisco.open('/chain/settings')
  await section(page, 'Governing committee').getByText("This server's account").waitFor()
  return page
}

describe('a contract', () => {
  const params = { name: 'records' } as const
  const authority = (page: Page) =>
    page.locator('section', { has: page.locator('h2', { hasText: /Authority on|底层链权限/ }) })
  const method = (page: Page, name: string) =>
    authority(page)
      .getByRole('listitem')
      .filter({ has: page.getByText(name, { exact: true }) })

  test('a contract is administered by who deployed it until the committee gives it to the governor’s account', async () => {
    const page = await fisco.open('/chain/contracts/records')
    await authority(page).getByText('Lane of this server').waitFor()
    await authority(page)
      .getByText(/this server's account is another one/)
      .waitFor()
    expect(await authority(page).getByRole('button', { name: 'Freeze the contract' }).count()).toBe(0)
    expect(await method(page, 'write').getByRole('button').count()).toBe(0)
    await look(page, 'authority-not-ours')

    const refused = fisco.admin.chain.setContractState({ params, body: { state: 'frozen' } })
    await expect(refused).rejects.toMatchObject({
      problem: { reason: { name: 'EngineRefused', args: { code: 'NotContractAdmin' } } },
    })

    await authority(page).getByRole('button', { name: 'Propose another administrator' }).click()
    const dialog = page.getByRole('dialog', { name: 'Propose another administrator' })
    expect(await dialog.getByRole('textbox', { name: 'Account' }).inputValue()).toBe(fisco.governor)
    await look(page, 'authority-propose')
    await dialog.getByRole('button', { name: 'Propose another administrator' }).click()
    await page.getByText('The change has been made').waitFor()
    await authority(page).getByText("This server's account").waitFor()
    await authority(page).getByRole('button', { name: 'Freeze the contract' }).waitFor()

    // It is so now: the committee is not asked again.
    await authority(page).getByRole('button', { name: 'Propose another administrator' }).click()
    await dialog.getByRole('textbox', { name: 'Account' }).fill(fisco.governor)
    await dialog.getByRole('button', { name: 'Propose another administrator' }).click()
    await dialog.getByText(/is the contract’s administrator already/).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expectQuiet(page)
  })

  test('who may call a method is settled, with what it would stop said before, and read back', async () => {
    const page = await fisco.open('/chain/contracts/records')
    await method(page, 'write').getByText('Everybody').waitFor()
    await method(page, 'write').getByRole('button', { name: 'Change who may call write' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change who may call write' })
    await dialog.getByRole('radio', { name: 'Only accounts on the list' }).check()
    const save = dialog.getByRole('button', { name: 'Change who may call write' })
    await save.click()
    await dialog.getByText('At least one account.').waitFor()
    const accounts = dialog.getByRole('textbox', { name: 'Accounts' })
    await accounts.fill('0x123')
    await save.click()
    await dialog.getByText(/^Each line holds 0x/).waitFor()

    await accounts.fill(stranger.toUpperCase().replace('0X', '0x'))
    await dialog.getByText('This shuts out lanes of this server').waitFor()
    await dialog.getByText('This shuts out the entry contract').waitFor()
    await look(page, 'authority-rule-warns')
    await dialog.getByRole('button', { name: 'Add the lanes of this server' }).click()
    await dialog.getByText('This shuts out lanes of this server').waitFor({ state: 'hidden' })
    await dialog.getByRole('button', { name: 'Add the entry contract' }).click()
    await dialog.getByText('This shuts out the entry contract').waitFor({ state: 'hidden' })
    await look(page, 'authority-rule')
    await save.click()
    await page.getByText('The change has been made').waitFor()
    await method(page, 'write').getByText('Only accounts on the list').waitFor()
    expect(await method(page, 'write').getByText('Lane of this server').count()).toBe(4)
    expect(await method(page, 'write').getByText('Entry contract').count()).toBe(1)
    await look(page, 'authority-ruled')

    // Other methods are as they were; the one that was changed opens again, whatever was listed.
    await method(page, 'amend').getByText('Everybody').waitFor()
    await method(page, 'write').getByRole('button', { name: 'Change who may call write' }).click()
    await dialog.getByRole('radio', { name: 'All but accounts on the list' }).check()
    await accounts.fill(stranger)
    await save.click()
    await method(page, 'write').getByText('All but accounts on the list').waitFor()
    await method(page, 'write').getByRole('button', { name: 'Change who may call write' }).click()
    await dialog.getByRole('radio', { name: 'Everybody' }).check()
    await save.click()
    await method(page, 'write').getByText('Everybody').waitFor()
    const { items } = await fisco.admin.operatorLog.list({ query: { route: 'chain.setMethodRule' } })
    expect(items.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done'])
  })

  test('a contract is frozen only by who knows that it stops everybody, and thawed', async () => {
    const page = await fisco.open('/chain/contracts/records', { language: 'zh', size: 'phone', scheme: 'dark' })
    await authority(page).getByRole('button', { name: '冻结合约' }).click()
    const dialog = page.getByRole('dialog', { name: '冻结合约' })
    await dialog.getByRole('button', { name: '冻结合约' }).click()
    await dialog.getByText('请先勾选确认。').waitFor()
    await look(page, 'authority-freeze')
    await dialog.getByRole('checkbox', { name: '我已知晓此操作将影响所有机构' }).check()
    await dialog.getByRole('button', { name: '冻结合约' }).click()
    await authority(page).getByText('已冻结', { exact: true }).waitFor()
    await look(page, 'authority-frozen')

    await authority(page).getByRole('button', { name: '解冻合约' }).click()
    await page.getByRole('dialog', { name: '解冻合约' }).getByRole('button', { name: '解冻合约' }).click()
    await authority(page).getByText('正常', { exact: true }).waitFor()
    await method(page, 'write').getByRole('button', { name: '变更 write 的调用权限' }).click()
    const rule = page.getByRole('dialog', { name: '变更 write 的调用权限' })
    await rule.getByRole('radio', { name: '仅限名单内账户' }).check()
    await rule.getByRole('textbox', { name: '账户' }).fill(stranger)
    await look(page, 'authority-rule')
  })
})

describe('the committee', () => {
  test('who governs alone shares it with another one; then proposals wait for both', async () => {
    const page = await open()
    await section(page, 'Governing committee').getByText('0%').first().waitFor()
    await page
      .getByText('Nothing has been proposed yet')
      .or(proposal(page, /^\d+ ·/))
      .first()
      .waitFor()
    await look(page, 'committee-alone')

    const governor = await send(page, 'Governor and weight', async (dialog) => {
      await dialog.getByRole('textbox', { name: 'Account' }).fill('0x12')
    })
    await governor.getByText('0x and 40 digits from 0 to 9 and a to f').waitFor()
    await governor.getByRole('textbox', { name: 'Account' }).fill(other.account)
    await governor.getByRole('button', { name: 'Governor and weight' }).click()
    await governor.waitFor({ state: 'hidden' })
    await proposal(page, /A governor or their weight/)
      .getByText('Carried')
      .waitFor()

    const rates = await send(page, 'Voting rates', async (dialog) => {
      await dialog.getByRole('textbox', { name: 'Must take part' }).fill('60')
      await dialog.getByRole('textbox', { name: 'Must agree' }).fill('60')
      await look(page, 'committee-rates')
    })
    await rates.waitFor({ state: 'hidden' })
    await section(page, 'Governing committee').getByText('60%').first().waitFor()

    const rule = await send(page, 'Who may make contracts', async () => {})
    await rule.waitFor({ state: 'hidden' })
    const asked = proposal(page, /Who may make contracts/)
    await asked.getByText('Open to vote').waitFor()
    await asked.getByText(/10,000 blocks, about .+ at the recent pace of blocks/).waitFor()
    await asked.getByText('This server has voted.').waitFor()
    expect(await asked.getByRole('button', { name: 'Vote for' }).count()).toBe(0)
    const again = await send(page, 'Who may make contracts', async () => {})
    await again.getByText(/there is an open proposal about the same/).waitFor()
    await page.keyboard.press('Escape')
    await again.waitFor({ state: 'hidden' })

    await asked.getByRole('button', { name: 'Take back' }).click()
    const back = page.getByRole('dialog', { name: 'Take back' })
    await back.getByText('The proposal ends without any change').waitFor()
    await back.getByRole('button', { name: 'Take back' }).click()
    await back.waitFor({ state: 'hidden' })
    await asked.getByText('Taken back').waitFor()
    await look(page, 'committee-shared')
  })

  test('a setting is changed when the other governor agrees, and what differs between our nodes is shown', async () => {
    const page = await open()
    const settings = section(page, 'System configuration').first()
    await settings.getByRole('button', { name: 'Change: Transactions of a block at most' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change a setting' })
    await dialog.getByRole('textbox', { name: 'Value' }).fill('2000')
    await dialog.getByRole('button', { name: 'Change a setting' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const asked = proposal(page, /A setting of the chain/)
    await asked.getByText('Open to vote').waitFor()
    await asked.getByText('tx_count_limit').waitFor()
    await asked.getByText('2000').waitFor()
    const number = Number((await asked.getByRole('heading').textContent())?.split(' ')[0])
    const voted = await other.administration.vote(number, true)
    expect(voted).toEqual({ supported: true, value: { state: 'made' } })
    fisco.node.second.differs.set('tx_count_limit', '1000')
    await page.reload()
    await proposal(page, /A setting of the chain/)
      .getByText('Carried')
      .waitFor()
    await settings
      .getByRole('row', { name: /Transactions of a block at most/ })
      .getByText('2,000')
      .waitFor()
    const drift = section(page, 'Our nodes compared')
    await drift.getByText(/^Not the same on all nodes: .*tx_count_limit/).waitFor()
    await drift.getByText('Node 2: 1000').waitFor()
    await look(page, 'committee-setting')
  })

  test('what another one proposes is voted on in time, and not afterwards', async () => {
    await other.proposeRates(50, 2n)
    await fisco.node.chain.advance(3)
    await other.administration.propose({ kind: 'governor', account: stranger as `0x${string}`, weight: 1 })
    const page = await open()
    const late = proposal(page, /Voting rates/)
    await late.getByText('Expired').waitFor()
    expect(await late.getByRole('button', { name: 'Vote for' }).count()).toBe(0)

    const asked = proposal(page, /A governor or their weight/)
    await asked.getByText('Open to vote').waitFor()
    await look(page, 'committee-open')
    await asked.getByRole('button', { name: 'Vote for' }).click()
    const dialog = page.getByRole('dialog', { name: 'Vote for' })
    await dialog.getByText(/cannot be taken back/).waitFor()
    await dialog.getByRole('button', { name: 'Vote for' }).click()
    await news(page, 'The change has been made').waitFor()
    await asked.getByText('Carried').waitFor()
    await asked.getByText('2 votes').waitFor()
    expect(fisco.node.chain.state().governors.size).toBe(3)
  })

  test('an account is frozen and thawed by one governor alone', async () => {
    const page = await open()
    const accounts = section(page, 'An account on the chain')
    await accounts.getByRole('textbox', { name: 'Account' }).fill(`0x${'ac'.repeat(20)}`)
    await accounts.getByRole('button', { name: 'Look up' }).click()
    await accounts.getByText('Normal').waitFor()
    const state = await send(page, 'Change the state', async (dialog) => {
      await dialog.getByRole('radio', { name: 'Abolished' }).check()
    })
    await state.getByText('This can never be undone').waitFor()
    await look(page, 'committee-abolish')
    await state.getByRole('radio', { name: 'Frozen' }).check()
    await state.getByRole('button', { name: 'Change the state' }).click()
    await state.waitFor({ state: 'hidden' })
    await accounts.getByText('Frozen').waitFor()
    const thaw = await send(page, 'Change the state', async (dialog) => {
      await dialog.getByRole('radio', { name: 'Normal' }).check()
    })
    await thaw.waitFor({ state: 'hidden' })
    await accounts.getByText('Normal').waitFor()
  })

  test('a node gets its role when the committee has agreed', async () => {
    const id = `0x${'7a'.repeat(64)}`
    await fisco.admin.chain.registerNode({ body: { id, name: 'Archive', role: 'observer' } })
    const waits = async () =>
      (await fisco.admin.chain.nodes()).items.find(({ registered }) => registered?.name === 'Archive')
    await expect.poll(waits, { timeout: 60_000 }).toBeDefined()
    const node = (await waits())?.registered?.node ?? '0x'
    await fisco.admin.chain.approveRole({ params: { node }, body: { role: 'observer', reason: 'Keeps all blocks' } })

    const page = await fisco.open('/chain/nodes')
    await page.getByText(/^Approved, to be done on the engine: Archive/).waitFor()
    await page.getByRole('button', { name: 'Open' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Archive' })
    await dialog.getByRole('button', { name: 'Make the change' }).click()
    const change = page.getByRole('dialog', { name: 'Make the change' })
    await change.getByRole('button', { name: 'Make the change' }).click()
    const told = change.getByText(/^Proposed to the engine's committee as number \d+/)
    await told.waitFor()
    await look(page, 'committee-node')
    const number = Number(/number (\d+)/.exec((await told.textContent()) ?? '')?.[1])
    expect(await other.administration.vote(number, true)).toEqual({ supported: true, value: { state: 'made' } })
    expect(fisco.node.chain.state().observers.size).toBe(1)
    await change.getByRole('button', { name: 'Make the change' }).click()
    await change.waitFor({ state: 'hidden' })
    await expect.poll(async () => (await waits())?.registered?.role, { timeout: 60_000 }).toBe('observer')
  })

  test('on a phone, in Chinese and in the dark', async () => {
    const page = await fisco.open('/chain/settings', { size: 'phone', language: 'zh', scheme: 'dark' })
    await section(page, '治理委员会').getByText('本服务器账户').waitFor()
    await proposal(page, /系统配置/)
      .getByText('已通过')
      .waitFor()
    await section(page, '本机构节点比对')
      .getByText(/^各节点不一致/)
      .waitFor()
    await look(page, 'committee-zh')
    await page.getByRole('button', { name: '委员及权重', exact: true }).click()
    await page.getByRole('dialog', { name: '委员及权重' }).waitFor()
    await look(page, 'committee-governor-zh')
  })
})
