import type { RecordDocument, RecordVersion, WrittenRecord } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { RecordRow, RecordVersionRow } from '@theriac/read-model'
import { bytesToHex } from 'viem'
import { instantOfSeconds } from '../../times.ts'
import { readDocument } from './document.ts'
import { subjectOf } from './subject.ts'

function documentOf(text: string): RecordDocument {
  const { subject: _, ...document } = readDocument(text)
  return document
}

/** A record as the API tells it; with the serial of a pack, where its document is here and says it. */
export function recordOf(row: RecordRow, text?: string): WrittenRecord {
  const { record, author, kind, version, voided, topic, hash, writtenTime, updatedTime } = row
  const read = text === undefined ? undefined : readDocument(text)
  const { serial } = read?.subject ?? {}
  return {
    record,
    author: author as Gln,
    kind: kind as WrittenRecord['kind'],
    version,
    voided,
    subject: { ...subjectOf(topic), ...(serial === undefined ? {} : { serial }) },
    hash,
    writtenAt: instantOfSeconds(writtenTime),
    updatedAt: instantOfSeconds(updatedTime),
    ...(text === undefined ? {} : { document: documentOf(text) }),
  }
}

/** A version as the API tells it. */
export function versionOf(row: RecordVersionRow, text: string | undefined): RecordVersion {
  const { version, hash, reason, time, block, txHash, operator } = row
  return {
    version,
    state: hash === null ? 'voided' : version === 1 ? 'written' : 'amended',
    ...(hash === null ? {} : { hash }),
    ...(reason === null ? {} : { reason }),
    at: instantOfSeconds(time),
    ...(operator === null ? {} : { operator: operator as `0x${string}` }),
    txHash: bytesToHex(txHash),
    block: String(block),
    ...(text === undefined ? {} : { document: documentOf(text) }),
  }
}
