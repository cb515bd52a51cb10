import type { FiscoErrorCode } from '@theriac/fisco-bcos'

/** Literal codes of what this program itself finds wrong. Codes of the chain and the ledger are shown as they are. */
export type CliErrorCode =
  | 'BadUsage'
  | 'BadEnvironment'
  | 'FolderInUse'
  | 'DataFolderMissing'
  | 'DataFolderForeign'
  | 'DataFolderDamaged'
  | 'DataFolderDiffers'
  | 'PassphraseMissing'
  | 'PassphraseInvalid'
  | 'PassphraseFileUnreadable'
  | 'KeyMissing'
  | 'GroupMissing'
  | 'DatabaseMissing'
  | 'NotDeployed'
  | 'ContractsMissing'
  | 'RegulatorDiffers'
  | 'GlnTaken'
  | 'NotAdmitted'
  | 'Refused'
  | 'ImportMaterialMissing'
  | 'ImportIncomplete'
  | 'ChainFailed'
  | 'ChainUnfit'
  | 'NodeUnfit'
  | 'NodesUnfit'
  | 'NodesDiffer'
  | 'GovernorMissing'
  | 'CertificateUnfit'
  | 'LedgerServed'
  | 'LanesUnfunded'
  | 'ActUnanswered'
  | 'Interrupted'

/** An expected fault: what is wrong and what the operator can do about it. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: CliErrorCode | FiscoErrorCode
  /** What to do, as a whole sentence. */
  readonly advice: string

  constructor(code: CliErrorCode | FiscoErrorCode, message: string, advice: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.advice = advice
  }
}

/** Exit codes of the program. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const
