import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Gln } from '@theriac/gs1'
import type { Signer } from '@theriac/ledger'
import { type Command, Option } from 'commander'
import { asGln } from '../arguments.ts'
import { type Bdpm, readBdpm } from '../bdpm/read.ts'
import { type Registration, registerPacks, unknownPacks } from '../bdpm/register.ts'
import { type ImportReport, reportOf, writeReport } from '../bdpm/report.ts'
import { CliError } from '../cli-error.ts'
import { enrol } from '../enrolment.ts'
import { exampleGln } from '../initialise.ts'
import type { Keyring } from '../keyring.ts'
import { type Group, openGroup } from '../open-group.ts'
import { createWait, type Wait } from '../patience.ts'
import { startProgress } from '../progress.ts'
import {
  type ChainOptions,
  type CommandContext,
  openFolder,
  withData,
  withPassphrase,
  withRpc,
} from './command-context.ts'

interface ImportOptions extends ChainOptions {
  readonly format: 'bdpm'
  readonly gln?: Gln
  readonly dryRun?: boolean
  readonly report?: string
}

/** The factory that answers for imported master data unless another one is named. */
const importer = { kind: 'factory', gln: exampleGln(900), name: 'Imported master data' } as const
const tenYears = 10 * 365 * 86_400

/** `theriac import products` */
export function addImport(program: Command, context: CommandContext): void {
  const group = program
    .command('import')
    .summary('bring in master data')
    .description('Brings in data from files of others.')
  withPassphrase(
    withRpc(
      withData(group.command('products'))
        .summary('register the drugs of a public database')
        .description(
          'Registers every pack of a public medicines database as a product of a factory. Packs that the ledger knows are left as they are, so it can be run again at any time: after an interruption it goes on where it was.',
        )
        .argument('<folder>', 'folder with CIS_bdpm.txt, CIS_CIP_bdpm.txt and CIS_COMPO_bdpm.txt')
        .addOption(
          new Option('--format <format>', 'bdpm: Base de données publique des médicaments (France)')
            .choices(['bdpm'])
            .makeOptionMandatory(),
        )
        .addOption(
          new Option(
            '--gln <gln>',
            `the factory that shall own the products (default: ${importer.gln}, “${importer.name}”, enrolled when needed)`,
          ).argParser(asGln),
        )
        .option('--dry-run', 'read and check the files, and change nothing')
        .option('--report <file>', 'write every rejected row to a file: JSON if its name ends in .json, else TSV'),
    ),
  )
    .addHelpText(
      'after',
      '\nRows that break their own format are rejected, told with file, line and reason, and do not make it fail. It fails (exit code 1) when the ledger refuses a good row.',
    )
    .action((folder: string, options: ImportOptions) => run(context, folder, options))
}

async function run(context: CommandContext, folder: string, options: ImportOptions): Promise<void> {
  const started = performance.now()
  const { terminal } = context
  await requireReportFolder(options.report)
  const material = await readMaterial(folder)
  terminal.note(`Read ${material.packs.length} packs from ${folder}; ${material.rejected.length} rows are rejected.`)
  const done = options.dryRun ? undefined : await register(context, material, options)
  const report = reportOf(resolve(folder), material, done, (performance.now() - started) / 1000)
  if (options.report !== undefined) await writeReport(options.report, report)
  tell(context, report, options.report)
  if (done && done.refused.length > 0) {
    throw new CliError(
      'ImportIncomplete',
      `The ledger refused ${done.refused.length} packs`,
      'Their reasons are told above. Put them right and run the command again.',
    )
  }
}

async function register(context: CommandContext, { packs }: Bdpm, options: ImportOptions): Promise<Registration> {
  const { terminal, signal } = context
  const { folder, keyring } = await openFolder(context, options)
  const wait = createWait(context)
  const group = await openGroup(folder, options.rpc, keyring, { wait })
  try {
    const signer = await ownerOf(group, keyring, options.gln, wait)
    const lookUp = startProgress(terminal, 'Looking up', packs.length)
    const unknown = await unknownPacks(group.ledger, packs, signal, lookUp.advance).finally(lookUp.stop)
    const progress = startProgress(terminal, 'Registering', unknown.length)
    const done = await registerPacks(group.ledger, signer, unknown, signal, progress.advance).finally(progress.stop)
    return { ...done, known: done.known + packs.length - unknown.length }
  } catch (error) {
    if (!signal.aborted) throw error
    throw new CliError(
      'Interrupted',
      'The import was interrupted',
      'Run the same command again: it goes on where it was, and nothing is registered twice.',
    )
  } finally {
    await group.close()
  }
}

/** The admin of the factory that shall own the products. Throws CliError KeyMissing, NotAdmitted. */
async function ownerOf({ ledger }: Group, keyring: Keyring, given: Gln | undefined, wait: Wait): Promise<Signer> {
  const gln = given ?? importer.gln
  if (given === undefined) {
    const licence = { number: 'MASTER-DATA', validTo: Math.floor(Date.now() / 1000) + tenYears }
    await enrol(ledger, keyring, { ...importer, licence }, wait)
  }
  const signer = await keyring.admin(gln)
  if (!signer) {
    throw new CliError(
      'KeyMissing',
      `The key store has no key of institution ${gln}`,
      `Enrol it first: theriac enrol --kind factory --gln ${gln} --name <name>`,
    )
  }
  const institution = await ledger.reads.institutions.institution(gln)
  const refusal = await ledger.reads.institutions.refusal(signer.address, 'register_product')
  if (refusal === 'none') return signer
  throw new CliError(
    'NotAdmitted',
    `Institution ${gln} (${institution?.kind ?? 'unknown'}, ${institution?.status ?? 'never applied'}) may not register products: ${refusal.replaceAll('_', ' ')}`,
    'Only an active factory with a valid licence may. `theriac status` shows the institutions.',
  )
}

async function readMaterial(folder: string): Promise<Bdpm> {
  try {
    return await readBdpm(folder)
  } catch (cause) {
    const path = cause instanceof Error && 'path' in cause ? String(cause.path) : folder
    throw new CliError(
      'ImportMaterialMissing',
      `${path} cannot be read`,
      'Name the folder with the three files of the database: CIS_bdpm.txt, CIS_CIP_bdpm.txt, CIS_COMPO_bdpm.txt.',
      cause,
    )
  }
}

/** A report that cannot be written should be known before the work, not after it. */
async function requireReportFolder(report: string | undefined): Promise<void> {
  if (report === undefined) return
  const folder = dirname(resolve(report))
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory()) return
  throw new CliError('BadUsage', `--report: there is no folder ${folder}`, 'Name a file in a folder that is there.')
}

/** Gaps that are told on the screen; a report file has all. */
const mostGaps = 10

function tell({ terminal }: CommandContext, report: ImportReport, file: string | undefined): void {
  const { rejected, incomplete } = report
  for (const { file, line, code, reason } of rejected) terminal.out(`rejected  ${file}:${line}  ${code}  ${reason}`)
  for (const { file, line, reason } of incomplete.slice(0, mostGaps))
    terminal.out(`gap       ${file}:${line}  ${reason}`)
  if (incomplete.length > mostGaps) {
    terminal.out(`gap       … and ${incomplete.length - mostGaps} more; --report <file> writes them all`)
  }
  if (report.dryRun) terminal.out(`Dry run: ${report.packs} packs could be registered; nothing was changed.`)
  else {
    terminal.out(
      `Registered ${report.registered} packs; ${report.known} were known already. ${report.seconds.toFixed(1)} s.`,
    )
  }
  terminal.out(`Rows rejected: ${rejected.length}; taken with a gap: ${incomplete.length}.`)
  if (file !== undefined) terminal.out(`Report: ${resolve(file)}`)
}
