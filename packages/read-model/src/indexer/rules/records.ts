import { parseWordKey, recordKinds, subjectKinds } from '@theriac/ledger'
import type { Hex } from 'viem'
import { keccak256, stringToHex } from 'viem'
import { glnText, holderText } from '../work/ids.ts'
import type { Rows } from '../work/tables.ts'
import type { Work } from '../work/work.ts'
import { refsOfHolder } from './goods.ts'
import type { Ref, Rules, Told } from './rule.ts'

type Names = 'RecordWritten' | 'RecordAmended' | 'RecordVoided' | 'HashesAnchored'

/** What a record is about, as what it can be found by. */
function aboutOf(work: Work, kind: string, id: Hex): Pick<Told, 'words'> & { readonly refs: readonly Ref[] } {
  switch (kind) {
    case 'product':
      return { refs: [['product', Number(BigInt(id))]] }
    case 'institution':
      return { refs: [['institution', Number(BigInt(id))]] }
    case 'shipment':
      return { refs: refsOfHolder(work, work.holders.get(holderText(BigInt(id)))) }
    case 'lot':
    case 'unit': {
      const { lot, number } = parseWordKey(id)
      const { ref, gtin } = work.lots.get(lot)
      const refs: Ref[] = [
        ['lot', ref],
        ['product', Number(gtin)],
      ]
      if (kind === 'lot') return { refs }
      return { refs, words: [{ lotRef: ref, word: Math.floor(number / 256), mask: 1n << BigInt(number % 256) }] }
    }
    default:
      return { refs: [] }
  }
}

/** Tells of a record that is there already. */
function tellAgain(work: Work, record: Rows['records'], told: Pick<Told, 'act' | 'args'>): Told {
  const { refs, words } = aboutOf(work, record.subjectKind, record.subjectId as Hex)
  const own: Ref[] = [
    ['record', record.ref],
    ['institution', Number(record.author)],
  ]
  return { ...told, gln: record.author, refs: [...own, ...refs], ...(words ? { words } : {}) }
}

/** Records and anchors. */
export const recordRules: Rules<Names> = {
  RecordWritten: {
    needs({ about }, keys) {
      keys.subject(about.kind, about.id)
    },
    apply({ args, work, seq }) {
      const kind = recordKinds[args.kind] ?? 'none'
      const subject = { subjectKind: subjectKinds[args.about.kind] ?? 'none', subjectId: args.about.id }
      const { hash } = args
      const ids = { ref: work.nextRecordRef(), record: args.record, author: glnText(args.author), kind }
      const record = { ...ids, version: 1, voided: false, ...subject, hash, writtenSeq: seq, updatedSeq: seq }
      work.records.put(record)
      work.recordVersions.push({ recordRef: record.ref, version: 1, hash, reason: null, seq })
      return tellAgain(work, record, { act: 'write', args: { record: args.record, kind, hash, ...subject } })
    },
  },
  RecordAmended: {
    needs: ({ record }, keys) => keys.record(record),
    apply({ args, work, seq }) {
      const { version, hash, reason } = args
      const record = { ...work.records.get(args.record), version, hash, updatedSeq: seq }
      work.records.put(record)
      work.recordVersions.push({ recordRef: record.ref, version, hash, reason, seq })
      const told = { record: args.record, kind: record.kind, version, hash, reason }
      return tellAgain(work, record, { act: 'amend', args: told })
    },
  },
  RecordVoided: {
    needs: ({ record }, keys) => keys.record(record),
    apply({ args, work, seq }) {
      const { version, reason } = args
      // As the contract keeps it: of the reason.
      const hash = keccak256(stringToHex(reason))
      const record = { ...work.records.get(args.record), version, hash, voided: true, updatedSeq: seq }
      work.records.put(record)
      work.recordVersions.push({ recordRef: record.ref, version, hash: null, reason, seq })
      const told = { record: args.record, kind: record.kind, version, reason }
      return tellAgain(work, record, { act: 'voidRecord', args: told })
    },
  },
  HashesAnchored: {
    apply({ args, work, seq }) {
      const { root, count } = args
      const [author, kind] = [glnText(args.author), recordKinds[args.kind] ?? 'none']
      work.anchors.push({ author, root, kind, count, seq })
      const refs: Ref[] = [['institution', Number(author)]]
      return { act: 'anchor', gln: author, args: { root, kind, count }, refs }
    },
  },
}
