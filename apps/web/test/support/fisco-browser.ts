import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '@theriac/api'
import {
  done,
  type FiscoNode,
  type FiscoNodeOptions,
  openFiscoNode,
  passphrase,
  signIn,
  start,
  work,
} from '@theriac/cli/testing'
import type { Page } from 'playwright-core'
import { ensureBuilt } from '../../build/ensure-built.ts'
import { createPages } from './browser.ts'
import { launchChromium } from './chromium.ts'
import { putFonts } from './fonts.ts'

/** A real browser on a regulator's server, as `theriac` serves it, over what imitates FISCO BCOS with authority checking. */
export interface FiscoBrowser {
  readonly node: FiscoNode
  /** The account of the governor whose key the server has. */
  readonly governor: string
  /** What the regulator's admin does without a browser. */
  readonly admin: Client
  /** A page of the regulator's admin. */
  open(path: string, setup?: Parameters<ReturnType<typeof createPages>['open']>[1]): Promise<Page>
  close(): Promise<void>
}

const password = 'a calm morning in Venice'

/** Private key 1, and its account. */
const governorKey = '1'.padStart(64, '0')
const governor = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'

/** Makes the chain, deploys, and serves: half a minute. Further governors have no server here. */
export async function openFiscoBrowser(
  options: Omit<FiscoNodeOptions, 'governors'> & {
    readonly others?: FiscoNodeOptions['governors']
  } = {},
): Promise<FiscoBrowser> {
  const { others = [], ...rest } = options
  await ensureBuilt()
  const node = await openFiscoNode(join(work, 'node'), { ...rest, governors: [governor, ...others] })
  const data = join(work, 'regulator')
  const keyFile = join(work, 'governor.key')
  await writeFile(keyFile, governorKey)
  const nodes = [
    '--engine',
    'fisco-bcos',
    '--web3',
    node.web3,
    '--web3',
    node.secondWeb3,
    '--rpc',
    node.rpc,
    '--rpc',
    node.secondRpc,
  ]
  await done('deploy', '--data', data, ...nodes, '--governor-key-file', keyFile)
  await done('key', 'import', 'governor', keyFile, '--data', data)

  const server = start(['serve', '--data', data, '--port', '0'], { THERIAC_PASSPHRASE: passphrase })
  const [, url = ''] = await server.prints(/Open (http:\/\/\S+)/)
  const first = (await readFile(join(data, 'first-password'), 'utf8')).trim()
  const newcomer = await signIn(url, 'admin', first)
  await newcomer.sessions.changePassword({ body: { old: first, new: password } })
  const [admin, browser] = await Promise.all([signIn(url, 'admin', password), launchChromium([])])
  const pages = createPages(browser, url, putFonts)
  return {
    node,
    governor,
    admin,
    open: (path, setup = {}) => pages.openSignedIn({ name: 'admin', password }, { ...setup, path }),
    async close() {
      await pages.close()
      await browser.close()
      server.child.kill('SIGTERM')
      await server.ended
      await node.close()
    },
  }
}
