import { rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isLedgerError } from '@theriac/ledger'
import { createKeyStore } from '@theriac/ledger/node'
import { type Command, InvalidArgumentError } from 'commander'
import { CliError } from '../cli-error.ts'
import { absent } from '../data-folder.ts'
import { readPrivateKey } from '../funding.ts'
import { groupFolders } from '../groups/group-folders.ts'
import { findPassphrase, replacementPassphrase } from '../passphrase.ts'
import { renderTable } from '../table.ts'
import { type CommandContext, type FolderOptions, openFolder, withData, withPassphrase } from './command-context.ts'

interface RotateOptions extends FolderOptions {
  readonly newPassphraseFile?: string
}

/** `theriac key …` */
export function addKey(program: Command, context: CommandContext): void {
  const group = program
    .command('key')
    .summary('look after the key store')
    .description('Shows and looks after the keys of this data folder. A private key is never shown.')
  withData(group.command('list'))
    .description('Lists addresses and labels: admin-<gln> is an institution’s admin, lane-<n> carries acts.')
    .action(async (options: FolderOptions) => {
      const { keyring } = await openFolder(context, options)
      const rows = (await keyring.list()).map(({ label, address }) => ({ label, address }))
      context.terminal.out(renderTable(rows, context.terminal) || 'The key store is empty; `theriac init` fills it.')
    })
  withPassphrase(withData(group.command('add')))
    .description('Makes a new key. One labelled lane-<n> is used as a further lane from the next command on.')
    .argument('<label>', 'what the key is for: letters, digits, dots and hyphens', asLabel)
    .action((label: string, options: FolderOptions) => add(context, label, options))
  withPassphrase(withData(group.command('import')))
    .description(
      'Takes over a key that was made elsewhere. One labelled governor lets the regulator’s server change nodes on FISCO BCOS.',
    )
    .argument('<label>', 'what the key is for: letters, digits, dots and hyphens', asLabel)
    .argument('<file>', 'file with the private key, 64 hex digits; remove it afterwards')
    .action((label: string, file: string, options: FolderOptions) => importKey(context, label, file, options))
  withPassphrase(withData(group.command('rotate-passphrase')))
    .description(
      'Encrypts all keys with a new passphrase, those of further groups too. If it is interrupted, run it again: keys that have the new one already are passed over.',
    )
    .option('--new-passphrase-file <file>', 'file whose first line is the new passphrase (else it is asked)')
    .action((options: RotateOptions) => rotate(context, options))
}

async function add(context: CommandContext, label: string, options: FolderOptions): Promise<void> {
  const { keyring } = await openFolder(context, options)
  const there = (await keyring.list()).find((key) => key.label === label)
  if (there) {
    context.terminal.out(`There is a key ${label} already, ${there.address}; nothing was changed.`)
    return
  }
  // Keys of one store share one passphrase.
  await keyring.check()
  const { address } = await keyring.add(label)
  context.terminal.out(`Added ${label}, ${address}`)
}

async function importKey(context: CommandContext, label: string, file: string, options: FolderOptions): Promise<void> {
  const { keyring } = await openFolder(context, options)
  const privateKey = await readPrivateKey(file)
  await keyring.check()
  const { address } = await keyring.import(privateKey, label)
  context.terminal.out(`Took over ${label}, ${address}`)
}

async function rotate(context: CommandContext, options: RotateOptions): Promise<void> {
  const { terminal, passphrase } = context
  const { folder } = await openFolder(context, options)
  if (folder.group) {
    throw new CliError(
      'BadUsage',
      `The group ${folder.group.id} has the passphrase of the main data folder`,
      'Name the main folder with --data: its groups’ keys are changed too.',
    )
  }
  const old = await findPassphrase(folder, { terminal, given: passphrase, file: options.passphraseFile })
  const fresh = await replacementPassphrase(terminal, options.newPassphraseFile)
  const stores = [folder, ...(await groupFolders(folder))].map(({ keys }) => createKeyStore({ folder: keys }))
  const keys = (
    await Promise.all(stores.map(async (store) => (await store.list()).map(({ address }) => ({ store, address }))))
  ).flat()
  const changes = keys.map(async ({ store, address }) => {
    if (await opens(() => store.open(address, fresh))) return 0
    await store.changePassphrase(address, old, fresh)
    return 1
  })
  // All are waited for, so that none is still being written when a fault is told.
  await Promise.allSettled(changes)
  const changed = (await Promise.all(changes)).reduce<number>((sum, one) => sum + one, 0)
  terminal.out(`Changed the passphrase of ${changed} of ${keys.length} keys.`)
  // Last, so that an interrupted change can be gone on with; the new passphrase may be in that very file.
  if (options.newPassphraseFile !== undefined && resolve(options.newPassphraseFile) === folder.passphraseFile) return
  if (await isThere(folder.passphraseFile)) {
    await rm(folder.passphraseFile, { force: true })
    terminal.out(`Removed ${folder.passphraseFile}, which held the old one.`)
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(absent)) !== undefined
}

async function opens(open: () => Promise<unknown>): Promise<boolean> {
  try {
    await open()
    return true
  } catch (error) {
    if (isLedgerError(error, 'KeyStoreWrongPassphrase')) return false
    throw error
  }
}

function asLabel(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/.test(text)) return text
  throw new InvalidArgumentError('a label has 1 to 64 letters, digits, dots and hyphens, and starts with no hyphen.')
}
