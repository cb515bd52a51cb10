import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { asRpcUrl } from '../arguments.ts'
import { type DataFolder, requireDataFolder } from '../data-folder.ts'
import { type Keyring, openKeyring } from '../keyring.ts'
import { findPassphrase } from '../passphrase.ts'
import type { Terminal } from '../terminal.ts'

/** What every command gets from the entry point. */
export interface CommandContext {
  readonly terminal: Terminal
  /** Passphrase from the environment. */
  readonly passphrase: string | undefined
  /** PostgreSQL to use instead of the embedded database, from the environment. */
  readonly databaseUrl: string | undefined
  /** Of the program. */
  readonly version: string
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal
}

/** Options that most commands take. */
export interface FolderOptions {
  readonly data: string
  readonly passphraseFile?: string
}

export interface ChainOptions extends FolderOptions {
  readonly rpc?: string
}

/** Adds `--data`. */
export function withData(command: Command): Command {
  return command.option('--data <folder>', 'the data folder', './data')
}

/** Adds `--passphrase-file`. */
export function withPassphrase(command: Command): Command {
  return command.option(
    '--passphrase-file <file>',
    'file whose first line is the passphrase of the key store (else THERIAC_PASSPHRASE, else <data>/passphrase, else asked)',
  )
}

/** Adds `--certificate`. */
export function withCertificates(command: Command): Command {
  const paths = (text: string, before: readonly string[] = []): readonly string[] => [...before, resolve(text)]
  return command.addOption(
    new Option(
      '--certificate <file>',
      'certificate of a node of one’s own, whose end is told in time; again for a further one',
    ).argParser(paths),
  )
}

/** Adds `--rpc`. */
export function withRpc(command: Command): Command {
  return command.addOption(
    new Option(
      '--rpc <url>',
      'a running node, such as http://127.0.0.1:8080/rpc; without it the chain in the data folder is opened here',
    ).argParser(asRpcUrl),
  )
}

/** The data folder and its keys. Throws CliError DataFolderMissing and the like. */
export async function openFolder(
  { terminal, passphrase }: CommandContext,
  options: FolderOptions,
): Promise<{ readonly folder: DataFolder; readonly keyring: Keyring }> {
  const folder = await requireDataFolder(options.data)
  const sources = { terminal, given: passphrase, file: options.passphraseFile }
  return { folder, keyring: openKeyring(folder, () => findPassphrase(folder, sources)) }
}
