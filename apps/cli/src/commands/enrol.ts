import type { Gln, IsoDate } from '@theriac/gs1'
import { dayOf } from '@theriac/ledger'
import { type Command, Option } from 'commander'
import { asFutureDate, asGln, asName } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { enrol, trades } from '../enrolment.ts'
import { openGroup } from '../open-group.ts'
import { createWait } from '../patience.ts'
import {
  type ChainOptions,
  type CommandContext,
  openFolder,
  withData,
  withPassphrase,
  withRpc,
} from './command-context.ts'

interface EnrolOptions extends ChainOptions {
  readonly kind: keyof typeof trades
  readonly gln: Gln
  readonly name: string
  readonly licence?: string
  readonly until?: IsoDate
}

const secondsPerDay = 86_400
const trialDays = 365

/** `theriac enrol` */
export function addEnrol(program: Command, context: CommandContext): void {
  withPassphrase(
    withRpc(
      withData(program.command('enrol'))
        .summary('enrol an institution')
        .description(
          'Makes a key for an institution’s admin, applies for it, and has the regulator admit it if the regulator’s key is in this key store. What has been done before is not done again.',
        )
        .addOption(new Option('--kind <kind>', 'what it is').choices(Object.keys(trades)).makeOptionMandatory())
        .addOption(
          new Option('--gln <gln>', 'its Global Location Number, 13 digits').argParser(asGln).makeOptionMandatory(),
        )
        .addOption(new Option('--name <name>', 'its name').argParser(asName).makeOptionMandatory())
        .addOption(new Option('--licence <number>', 'number of its licence, with --until').argParser(asName))
        .addOption(
          new Option('--until <date>', 'last day of the licence, YYYY-MM-DD, with --licence').argParser(asFutureDate),
        ),
    ),
  )
    .addHelpText(
      'after',
      `\nWithout --licence it gets one named TRIAL-<gln> for ${trialDays} days, to try things out. The licence covers the trade of its kind.`,
    )
    .action((options: EnrolOptions) => run(context, options))
}

async function run(context: CommandContext, options: EnrolOptions): Promise<void> {
  const { kind, gln, name } = options
  const licence = licenceOf(options)
  const { folder, keyring } = await openFolder(context, options)
  const wait = createWait(context)
  const group = await openGroup(folder, options.rpc, keyring, { mostLanes: 1, wait })
  try {
    const applicant = { kind, gln, name, licence }
    const { institution, hasApplied, isAdmitted } = await enrol(group.ledger, keyring, applicant, wait)
    const { terminal } = context
    if (!hasApplied && !isAdmitted) {
      terminal.out(
        `${institution.name} (GLN ${gln}) is enrolled already and ${institution.status}; nothing was changed.`,
      )
    } else {
      terminal.out(`${institution.name} (GLN ${gln}), a ${institution.kind}, is ${institution.status}.`)
      if (hasApplied) {
        const until = new Date(licence.validTo * 1000).toISOString().slice(0, 10)
        terminal.out(`  licence ${licence.number}, valid until ${until}`)
        terminal.out(`  admin   ${await keyring.adminAddress(gln)}, its key is in ${folder.keys}`)
      }
    }
    if (institution.status === 'applied') {
      terminal.note('It waits for the regulator: whoever has the regulator’s key admits it.')
    }
  } finally {
    await group.close()
  }
}

function licenceOf({ gln, licence, until }: EnrolOptions): { number: string; validTo: number } {
  if ((licence === undefined) !== (until === undefined)) {
    throw new CliError(
      'BadUsage',
      `--licence and --until go together, and ${licence === undefined ? '--licence' : '--until'} is missing`,
      'Give both: the licence’s number and its last day, such as --licence A-12 --until 2030-12-31.',
    )
  }
  if (licence === undefined || until === undefined) {
    return { number: `TRIAL-${gln}`, validTo: Math.floor(Date.now() / 1000) + trialDays * secondsPerDay }
  }
  return { number: licence, validTo: (dayOf(until) + 1) * secondsPerDay - 1 }
}
