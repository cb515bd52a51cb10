import type { FieldFault, RecordSubject } from '@theriac/api'
import type { Gln, Gtin, Serial } from '@theriac/gs1'
import { holderId, type LotId, leafOf, type Subject, unitsPerRun } from '@theriac/ledger'
import { type Db, type LeafIndex, type RecordTopic, schema } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import type { Caller } from '../../http/handler.ts'
import { ProblemError } from '../../problem-error.ts'

type Field = Exclude<keyof RecordSubject, 'kind'>

/** Which fields name what: one of the lists is there as a whole, and nothing else. */
const namings: Readonly<Record<RecordSubject['kind'], readonly (readonly Field[])[]>> = {
  product: [['gtin']],
  lot: [['gtin', 'lot']],
  unit: [
    ['gtin', 'serial'],
    ['gtin', 'lot', 'index'],
  ],
  shipment: [['sender', 'number']],
  institution: [['gln']],
}

/**
 * Finds what a record is to be about.
 *
 * @throws ProblemError Invalid with a fault for each field that is missing, too much, or names nothing that the caller knows of
 */
export async function resolveSubject(
  { db, leaves }: { readonly db: Db; readonly leaves: LeafIndex },
  caller: Caller,
  subject: RecordSubject,
): Promise<Subject> {
  checkFields(subject)
  const { kind, gtin = '', lot = '', serial, index = 0, gln = '', sender = '', number = '' } = subject
  const { institutions, products, shipments } = schema
  switch (kind) {
    case 'product': {
      const [row] = await db.select({ gtin: products.gtin }).from(products).where(eq(products.gtin, gtin))
      if (!row) throw unknown('gtin', 'names no product')
      return { kind, gtin: row.gtin as Gtin }
    }
    case 'lot': {
      const row = await lotOf(db, gtin, lot)
      if (!row) throw unknown('lot', 'names no lot of this product')
      return { kind, lot: row.lot as LotId }
    }
    case 'unit': {
      const unit = serial === undefined ? await byIndex(db, gtin, lot, index) : await bySerial(db, leaves, gtin, serial)
      return { kind, ...unit }
    }
    case 'shipment': {
      const [row] = await db
        .select({ receiver: shipments.receiver })
        .from(shipments)
        .where(and(eq(shipments.sender, sender), eq(shipments.number, number)))
      const mayKnow = row && (caller.kind === 'regulator' || [sender, row.receiver].includes(caller.gln))
      if (!mayKnow) throw unknown('number', 'names no shipment of this sender')
      return { kind, sender: sender as Gln, number: BigInt(number) }
    }
    case 'institution': {
      const [row] = await db.select({ gln: institutions.gln }).from(institutions).where(eq(institutions.gln, gln))
      if (!row) throw unknown('gln', 'names no institution')
      return { kind, gln: row.gln as Gln }
    }
    default:
      return kind satisfies never
  }
}

function checkFields(subject: RecordSubject): void {
  const given = (Object.keys(subject) as (keyof RecordSubject)[]).filter((name): name is Field => name !== 'kind')
  const ways = namings[subject.kind]
  const [first = []] = ways
  const wanted = ways.find((fields) => fields.some((field, at) => at > 0 && given.includes(field))) ?? first
  const faults: FieldFault[] = []
  for (const field of wanted) if (!given.includes(field)) faults.push(faultOf(field, 'required', 'is missing'))
  for (const field of given) {
    if (!wanted.includes(field)) faults.push(faultOf(field, 'unknown', `does not name a ${subject.kind}`))
  }
  if (faults.length > 0) throw invalid(faults)
}

async function lotOf(db: Db, gtin: string, lotNumber: string) {
  const { lots } = schema
  const [row] = await db
    .select({ ref: lots.ref, lot: lots.lot, gtin: lots.gtin })
    .from(lots)
    .where(and(eq(lots.gtin, gtin), eq(lots.lotNumber, lotNumber)))
  return row
}

async function byIndex(db: Db, gtin: string, lotNumber: string, index: number) {
  const { runs } = schema
  const row = await lotOf(db, gtin, lotNumber)
  if (!row) throw unknown('lot', 'names no lot of this product')
  const [run] = await db
    .select({ count: runs.count })
    .from(runs)
    .where(and(eq(runs.lotRef, row.ref), eq(runs.run, Math.floor(index / unitsPerRun))))
  if (index % unitsPerRun >= (run?.count ?? 0)) throw unknown('index', 'names no pack of this lot')
  return { lot: row.lot as LotId, index }
}

async function bySerial(db: Db, leaves: LeafIndex, gtin: string, serial: string) {
  const { lots } = schema
  for (const { lotRef, index } of await leaves.find(leafOf(gtin as Gtin, serial as Serial))) {
    const [row] = await db.select({ lot: lots.lot, gtin: lots.gtin }).from(lots).where(eq(lots.ref, lotRef))
    if (row?.gtin === gtin) return { lot: row.lot as LotId, index }
  }
  throw unknown('serial', 'names no pack of this product')
}

/** A subject as the API tells it. */
export function subjectOf(topic: RecordTopic): RecordSubject {
  const { kind } = topic
  switch (kind) {
    case 'product':
      return { kind, gtin: topic.gtin as Gtin }
    case 'institution':
      return { kind, gln: topic.gln as Gln }
    case 'shipment':
      return { kind, sender: topic.sender as Gln, number: topic.number }
    case 'lot':
    case 'unit': {
      const { lotNumber, ...rest } = topic
      return { ...rest, lot: lotNumber } as RecordSubject
    }
    default:
      return topic satisfies never
  }
}

/** A shipment's holder id, as the read model has it: 32 hex digits. */
export function shipmentHolder(sender: Gln, number: string): string {
  return holderId({ kind: 'shipment', sender, number: BigInt(number) })
    .toString(16)
    .padStart(32, '0')
}

const faultOf = (field: string, rule: string, detail: string): FieldFault => ({
  field: `/subject/${field}`,
  rule,
  detail,
})

const invalid = (errors: readonly FieldFault[]): ProblemError => {
  const [first] = errors
  return new ProblemError('Invalid', `${first?.field}: ${first?.detail}`, { errors })
}

const unknown = (field: string, detail: string): ProblemError => invalid([faultOf(field, 'unknown', detail)])
