import type { Command } from 'commander'
import type { Address } from 'viem'
import { asAddress } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { type GovernorOptions, prepareChain, withGovernor } from '../funding.ts'
import { type CommandContext, type FolderOptions, openFolder, withData, withPassphrase } from './command-context.ts'

interface FundOptions extends FolderOptions, GovernorOptions {}

/** `theriac fund` */
export function addFund(program: Command, context: CommandContext): void {
  withGovernor(
    withPassphrase(
      withData(program.command('fund'))
        .summary('give accounts the balance that FISCO BCOS asks of senders')
        .description(
          'Gives accounts, such as the lanes of an institution that joins, the balance without which FISCO BCOS refuses what they send. It is no money: gas costs nothing. Balances are switched on where they are off, which cannot be undone. What has been done is not done again.',
        )
        .argument('<accounts...>', 'addresses', (text, before: readonly Address[] = []) => [
          ...before,
          asAddress(text),
        ]),
    ),
  ).action((accounts: readonly Address[], options: FundOptions) => run(context, accounts, options))
}

async function run(context: CommandContext, accounts: readonly Address[], options: FundOptions): Promise<void> {
  const { folder, keyring } = await openFolder(context, options)
  const { nodes } = folder
  if (nodes?.engine !== 'fisco-bcos') {
    throw new CliError(
      'BadUsage',
      'The data folder’s chain is not on FISCO BCOS',
      'Nothing is to be done: no other engine asks for a balance.',
    )
  }
  const { switchedOn, funded } = await prepareChain(nodes, keyring, options, accounts, false)
  const { terminal } = context
  for (const feature of switchedOn) terminal.out(`Switched ${feature} on.`)
  for (const account of funded) terminal.out(`Funded ${account}.`)
  if (switchedOn.length + funded.length === 0) terminal.out('All have a balance already; nothing was changed.')
}
