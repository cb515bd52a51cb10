import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CliError } from './cli-error.ts'
import { absent, type DataFolder, writeText } from './data-folder.ts'
import { passphraseFault } from './passphrase-rule.ts'
import type { Terminal } from './terminal.ts'

/** Where a passphrase may come from. */
export interface PassphraseSources {
  readonly terminal: Terminal
  /** From the environment. */
  readonly given: string | undefined
  /** A file whose first line it is. */
  readonly file: string | undefined
}

/**
 * The passphrase of an existing key store: from the file named, the environment, the data folder's own file, or asked.
 *
 * @throws CliError PassphraseMissing, PassphraseInvalid, PassphraseFileUnreadable
 */
export async function findPassphrase(folder: DataFolder, sources: PassphraseSources): Promise<string> {
  const named = await namedPassphrase(sources)
  if (named !== undefined) return named
  const kept = await readFile(folder.passphraseFile, 'utf8').catch(absent)
  if (kept !== undefined) return checked(firstLine(kept), folder.passphraseFile)
  const asked = await asking(sources.terminal, (ask) => ask('Passphrase of the key store: '))
  if (asked !== undefined) return checked(asked, 'the passphrase')
  throw new CliError(
    'PassphraseMissing',
    'The key store needs its passphrase, and none was given',
    'Set THERIAC_PASSPHRASE, or name a file that holds it with --passphrase-file.',
  )
}

/**
 * The passphrase for a new key store. Where none is given and nobody can be asked one is made up, which the data folder is to
 * keep, for trying out.
 *
 * @param kept - file of the data folder that holds one, where there is a folder
 */
export async function newPassphrase(
  kept: string | undefined,
  sources: PassphraseSources & { readonly mayAsk: boolean },
): Promise<{ readonly passphrase: string; readonly isMadeUp: boolean }> {
  const named = await namedPassphrase(sources)
  if (named !== undefined) return { passphrase: named, isMadeUp: false }
  const text = kept === undefined ? undefined : await readFile(kept, 'utf8').catch(absent)
  if (text !== undefined) return { passphrase: checked(firstLine(text), kept ?? ''), isMadeUp: true }
  const asked = sources.mayAsk ? await askTwice(sources.terminal, 'New passphrase (empty: make one up): ', true) : ''
  if (asked) return { passphrase: asked, isMadeUp: false }
  return { passphrase: randomBytes(24).toString('base64url'), isMadeUp: true }
}

/** Keeps a passphrase that was made up. */
export async function keepPassphrase({ passphraseFile }: DataFolder, passphrase: string): Promise<void> {
  await writeText(passphraseFile, `${passphrase}\n`, 0o600)
}

/** A passphrase that shall replace another one. Throws CliError PassphraseMissing. */
export async function replacementPassphrase(terminal: Terminal, file: string | undefined): Promise<string> {
  if (file !== undefined) return readPassphraseFile(file)
  const asked = await askTwice(terminal, 'New passphrase: ', false)
  if (asked) return asked
  throw new CliError(
    'PassphraseMissing',
    'No new passphrase was given',
    'Name a file that holds the new one with --new-passphrase-file.',
  )
}

async function namedPassphrase({ file, given }: PassphraseSources): Promise<string | undefined> {
  return file === undefined ? given : readPassphraseFile(file)
}

async function readPassphraseFile(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError(
      'PassphraseFileUnreadable',
      `The passphrase file ${path} cannot be read`,
      'Check the path and who may read it.',
      cause,
    )
  })
  return checked(firstLine(text), path)
}

const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0] ?? ''

function checked(passphrase: string, where: string): string {
  const fault = passphraseFault(passphrase)
  if (!fault) return passphrase
  throw new CliError('PassphraseInvalid', `${where}: ${fault}`, 'Choose another passphrase.')
}

async function askTwice(terminal: Terminal, question: string, mayBeEmpty: boolean): Promise<string | undefined> {
  return asking(terminal, async (ask) => {
    const first = await ask(question)
    if (first === '' && mayBeEmpty) return first
    checked(first, 'the passphrase')
    if ((await ask('The same again: ')) === first) return first
    throw new CliError('PassphraseInvalid', 'The two passphrases differ', 'Run the command again.')
  })
}

/** Asks without showing what is typed; undefined where nobody can be asked. */
async function asking<T>(
  { keyboard, screen }: Terminal,
  talk: (ask: (question: string) => Promise<string>) => Promise<T>,
): Promise<T | undefined> {
  if (!keyboard || !screen) return undefined
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: keyboard, output: silent, terminal: true })
  reader.on('SIGINT', () => reader.close())
  // Read as a stream, so that what is pasted ahead of a question is kept for it.
  const lines = reader[Symbol.asyncIterator]()
  try {
    return await talk(async (question) => {
      screen.write(question)
      const line = await lines.next()
      screen.write('\n')
      if (!line.done) return line.value
      throw new CliError('Interrupted', 'No passphrase was given', 'Run the command again.')
    })
  } finally {
    reader.close()
  }
}
