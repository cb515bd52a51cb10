import { statuses } from '@theriac/ledger'
import type { Command } from 'commander'
import { readDeployment } from '../contracts-file.ts'
import { connect } from '../open-group.ts'
import { inWords } from '../status/disk-use.ts'
import { type Status, survey } from '../status/survey.ts'
import { renderTable } from '../table.ts'
import { paint, type Terminal } from '../terminal.ts'
import { type ChainOptions, type CommandContext, openFolder, withData, withRpc } from './command-context.ts'

interface StatusOptions extends ChainOptions {
  readonly count?: boolean
  readonly json?: boolean
}

/** `theriac status` */
export function addStatus(program: Command, context: CommandContext): void {
  withRpc(
    withData(program.command('status'))
      .summary('show how the chain, contracts and keys do')
      .description('Shows height, contracts, institutions, lanes, journal and disk use. Needs no passphrase.'),
  )
    .option('--count', 'count products and lots too, which reads the whole log')
    .option('--json', 'print one JSON object')
    .action(async (options: StatusOptions) => {
      const { folder, keyring } = await openFolder(context, options)
      const deployment = await readDeployment(folder)
      const connection = await connect(folder, options.rpc, deployment?.genesisHash)
      try {
        const status = await survey(folder, keyring, connection, options.count === true)
        if (options.json) context.terminal.out(JSON.stringify(status))
        else tell(context.terminal, status)
      } finally {
        await connection.close()
      }
    })
}

function tell(terminal: Terminal, status: Status): void {
  const { bold, red } = paint(terminal.colours)
  const line = (name: string, text: string): void => terminal.out(`${name.padEnd(14)}${text}`)
  line('data folder', status.data)
  line('chain', `id ${status.chainId}, at ${status.chainAt}`)
  line('height', `${status.height}, sealed ${status.blockTime.replace('T', ' ').replace('.000Z', ' UTC')}`)
  line('journal', journalInWords(status.journal))
  const total = status.disk.reduce((sum, { bytes }) => sum + bytes, 0)
  line('disk', `${inWords(total)} (${status.disk.map(({ name, bytes }) => `${name} ${inWords(bytes)}`).join(', ')})`)
  if (status.products !== undefined) line('products', String(status.products))
  if (status.lots !== undefined) line('lots', String(status.lots))

  terminal.out(`\n${bold('Contracts')}`)
  if (status.contracts.length === 0) terminal.out('not deployed yet; run `theriac deploy`')
  else {
    const rows = status.contracts.map(({ name, address, isThere }) => ({
      contract: name,
      address,
      code: isThere ? 'there' : red('MISSING'),
    }))
    terminal.out(renderTable(rows, terminal))
  }
  if (status.institutions.length > 0) {
    terminal.out(`\n${bold('Institutions')} (${countsByStatus(status)})`)
    const rows = status.institutions.map(({ gln, name, kind, status, operators }) => ({
      GLN: gln,
      name,
      kind,
      status,
      operators,
    }))
    terminal.out(renderTable(rows, terminal))
  }
  terminal.out(`\n${bold('Lanes')}`)
  terminal.out(renderTable(status.lanes, terminal) || 'none; `theriac key add lane-1` adds one')
}

function journalInWords(journal: Status['journal']): string {
  switch (journal.state) {
    case 'none':
      return 'empty'
    case 'in use':
      return `in use by process ${journal.pid}`
    case 'closed':
      return journal.open === 0 ? 'nothing under way' : `${journal.open} acts under way; the next command sends them`
    default:
      return journal satisfies never
  }
}

function countsByStatus({ institutions }: Status): string {
  return statuses
    .map((status) => ({ status, count: institutions.filter((one) => one.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`)
    .join(', ')
}
