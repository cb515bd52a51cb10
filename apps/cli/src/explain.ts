import { ChainError, type ChainErrorCode } from '@theriac/chain'
import {
  type FiscoError,
  type FiscoErrorCode,
  isFiscoError,
  nodeFaultOf,
  type RpcSide,
  systemFaultInWords,
} from '@theriac/fisco-bcos'
import { isLedgerError, type LedgerError, type LedgerErrorCode } from '@theriac/ledger'
import { isReadModelError, type ReadModelErrorCode } from '@theriac/read-model'
import { BaseError, RpcRequestError } from 'viem'
import { CliError, exitCodes } from './cli-error.ts'
import { sentence } from './sentence.ts'
import { TourFailed } from './tour/stage.ts'

/** A fault as it is told: one sentence, its literal code, and what to do. */
export interface Explanation {
  readonly message: string
  readonly code: string
  readonly advice: string
  readonly exitCode: number
}

const chainAdvice: Readonly<Record<ChainErrorCode, string>> = {
  FolderInUse:
    'Another `theriac serve`, or another command, works on this folder. Stop it, or wait until it has ended.',
  ForeignFolder: 'Nothing was changed. Name another folder with --data, or the one that the chain was made in.',
  WrongChainId:
    'Nothing was changed. The chain folder and theriac.json are of different installations: put them right from a backup.',
  DamagedFolder: 'Nothing was changed. Copy the folder away before anything else, then restore the last backup.',
  StorageFailed:
    'The disk is full or fails. Look with `df -h`, make room, and run the command again: what was acknowledged is kept.',
  ExecutionFailed: 'Nothing more is written. Keep the folder as it is and report it as a fault of this program.',
  ChainClosed: 'The chain was being stopped. Run the command again.',
}

const ledgerAdvice: Readonly<Partial<Record<LedgerErrorCode, string>>> = {
  EndpointUnavailable:
    'Is the node, or `theriac serve`, running, and is its address the one given with --web3 or --rpc?',
  EndpointWrongChain: 'The node is of another chain than this data folder. Check its URL, and --data.',
  ContractMissing: 'Check the address, and that the node is of the right chain and has caught up with it.',
  ContractUnlisted: 'Ask whoever deployed the contracts for the address of the directory.',
  ContractOtherVersion:
    'Use the version of this program that the consortium has agreed on; the directory says which contracts it has.',
  KeyStoreWrongPassphrase:
    'Give the right passphrase (THERIAC_PASSPHRASE or --passphrase-file). If changing the passphrase was interrupted, run `theriac key rotate-passphrase` again.',
  KeyStoreDamaged: 'Restore this key file from a backup; the others are not touched.',
  KeyStoreUnknownVersion: 'The key file was written by a newer version of this program. Use that version.',
  KeyStoreKeyExists: 'The key is in the store already; `theriac key list` shows its label.',
  KeyStoreUnknownKey: '`theriac key list` shows the keys that are there.',
  JournalLocked: 'Another command of this data folder is writing. Wait until it has ended, then run this one again.',
  JournalDamaged: 'Copy the journal folder away, then move the damaged file out of it and run the command again.',
  JournalFailed: 'The disk is full or fails. Look with `df -h`, make room, and run the command again.',
}

const fiscoAdvice: Readonly<Partial<Record<FiscoErrorCode, string>>> = {
  ActRefused: 'Name the key of a governor of the chain with --governor-key-file.',
  ActPending: 'The other governors have to vote for the proposal; then run the command again.',
  ReceiptMissing:
    'Run the command again: what was sent is not done twice. `theriac doctor` says whether the chain seals.',
}

const readModelAdvice: Readonly<Record<ReadModelErrorCode, string>> = {
  DatabaseUnavailable: 'Is the PostgreSQL server of DATABASE_URL running, and can it be reached from here?',
  DatabaseRefused: 'Check user, password and database name in DATABASE_URL.',
  DatabaseDamaged:
    'Copy the folder away, then restore the last backup. What is on the chain can be read again: `theriac rebuild`.',
  MigrationUnknown: 'A newer version of this program has used this database. Use that version.',
  ChainForeign:
    'Database and chain are of different installations. Check DATABASE_URL and --data; nothing was changed.',
  ChainShorter: 'The chain was restored from an older backup than the database. Run `theriac rebuild`.',
  ChainForked: 'The chain was restored from an older backup and went on otherwise. Run `theriac rebuild`.',
  ChainGap: 'The node left out blocks. Run the command again; if it comes back, the node is broken.',
  EventInvalid: 'The contracts are of another version than this program, or the node is broken.',
  CheckpointMoved: 'Another process writes to the same database. Stop it, and run the command again.',
  LeavesForeign: 'The folder `leaves` is of another chain. Run `theriac rebuild`.',
  LeavesFailed:
    'Another process uses the folder `leaves`, or the disk fails. Stop the other one, or run `theriac rebuild`.',
  IndexerClosed: 'The server was being stopped. Run the command again.',
}

const systemAdvice: Readonly<Record<string, { readonly message: string; readonly advice: string }>> = {
  EADDRINUSE: {
    message: 'The port is in use by another program',
    advice: 'Stop the other program (perhaps another `theriac serve`), or choose another port with --port.',
  },
  EADDRNOTAVAIL: {
    message: 'This machine has no such address',
    advice: 'Use --host 127.0.0.1, or an address of this machine.',
  },
  ENOTFOUND: { message: 'This host name is not known', advice: 'Use --host 127.0.0.1, or an address of this machine.' },
  EACCES: {
    message: 'This user may not do that',
    advice: 'Check who owns the folder, or, for a port below 1024, choose a higher one.',
  },
  EPERM: { message: 'This user may not do that', advice: 'Check who owns the folder.' },
  EROFS: { message: 'The disk is read-only', advice: 'Name a folder on another disk with --data.' },
  ENOSPC: {
    message: 'The disk is full',
    advice: 'Make room (`df -h` shows where there is none) and run the command again: what was acknowledged is kept.',
  },
  ENOENT: { message: 'There is no such file or folder', advice: 'Check the path.' },
  ENOTDIR: { message: 'A part of the path is a file, not a folder', advice: 'Check the path.' },
  EISDIR: { message: 'This is a folder, not a file', advice: 'Check the path.' },
  EMFILE: { message: 'Too many files are open', advice: 'Raise the limit with `ulimit -n 4096` and run it again.' },
}

/** Tells a fault in words; undefined for one that nobody expected. */
export function explain(error: unknown): Explanation | undefined {
  if (error instanceof CliError) {
    const isUsage = error.code === 'BadUsage' || error.code === 'BadEnvironment'
    const { message, code, advice } = error
    return { message, code, advice, exitCode: isUsage ? exitCodes.usage : exitCodes.failed }
  }
  const system = systemFault(error)
  if (system?.code === 'ENOSPC') return failed(system)
  if (error instanceof ChainError) {
    return failed({ message: sentence(error.message), code: error.code, advice: chainAdvice[error.code] })
  }
  if (isLedgerError(error)) {
    const advice = ledgerAdvice[error.code] ?? 'Run the command again; if it comes back, report it with this message.'
    return failed({ message: sentence(messageOf(error)), code: error.code, advice })
  }
  if (isFiscoError(error)) return failed(fiscoFault(error))
  if (isReadModelError(error)) {
    return failed({ message: sentence(error.message), code: error.code, advice: readModelAdvice[error.code] })
  }
  if (error instanceof TourFailed) {
    const advice = 'The contracts or the SDK do not what they must: report it with this message.'
    return failed({ message: sentence(error.message), code: error.code, advice })
  }
  if (system) return failed(system)
  return error instanceof BaseError ? failed(viemFault(error)) : undefined
}

const failed = (fault: Omit<Explanation, 'exitCode'>): Explanation => ({ ...fault, exitCode: exitCodes.failed })

/** What a node answered to a plain call; viem's own message is a page with the request in it. */
function viemFault(error: BaseError): Omit<Explanation, 'exitCode'> {
  const refusal = error.walk((cause) => cause instanceof RpcRequestError)
  const message =
    refusal instanceof RpcRequestError
      ? `${refusal.url ?? 'The node'} refused it: ${refusal.details}`
      : error.shortMessage
  const advice = 'Is it the right URL? Look at the node’s log too; if that says nothing, report it with this message.'
  return { message, code: 'RpcRefused', advice }
}

function messageOf(error: LedgerError): string {
  if (isLedgerError(error, 'EndpointUnavailable')) {
    return error.data.attempts.map(({ node, fault }) => `${node} does not answer (${fault})`).join('; ')
  }
  if (isLedgerError(error, 'EndpointWrongChain')) {
    const { node, what, expected, actual } = error.data
    return `${node} has ${what === 'chainId' ? 'chain id' : 'first block'} ${actual}, not ${expected}`
  }
  return error.message
}

const doctor = 'Run `theriac doctor`, which looks at the chain piece by piece.'

function fiscoFault(error: FiscoError): Omit<Explanation, 'exitCode'> {
  const { code } = error
  const advice = fiscoAdvice[code] ?? doctor
  if (isFiscoError(error, 'ActRefused')) {
    const { account, fault } = error.data
    return { message: `The chain refused what ${account} asked for: ${systemFaultInWords(fault).en}`, code, advice }
  }
  if (isFiscoError(error, 'ActPending'))
    return { message: `${error.data.what} is proposed, and waits for votes`, code, advice }
  if (isFiscoError(error, 'NodesFailed')) {
    const { attempts } = error.data
    return { message: attempts.map(({ url, code: why }) => `${url} does not answer (${why})`).join('; '), code, advice }
  }
  if (!('url' in error.data)) return { message: error.message, code, advice }
  const { found, advice: change } = nodeFaultOf(error, sideOf(error))
  const place = found.en.includes(error.data.url) ? '' : `${error.data.url}: `
  return { message: sentence(`${place}${found.en}`), code, advice: `${sentence(change.en)}.` }
}

/** Which RPC was asked; what keeps a question from arriving does not tell, and is nearly always of the native one. */
const sideOf = ({ data }: FiscoError): RpcSide =>
  'method' in data && /^(?:eth|web3|net)_/.test(data.method) ? 'web3' : 'native'

/** The operating system's own fault, wherever it stands in the chain of causes. */
function systemFault(error: unknown): Omit<Explanation, 'exitCode'> | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, path, address, port } = at as NodeJS.ErrnoException & { address?: string; port?: number }
    const known = code === undefined ? undefined : systemAdvice[code]
    if (code === undefined || known === undefined) continue
    const subject = path ?? (address === undefined ? undefined : `${address}:${port}`)
    return { message: subject ? `${known.message}: ${subject}` : known.message, code, advice: known.advice }
  }
  return undefined
}
