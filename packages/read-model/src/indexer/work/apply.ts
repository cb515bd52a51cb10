import type { Addresses, EventName } from '@theriac/ledger'
import type { ChainEvent } from '../chain/chain-event.ts'
import { type Happening, type Rule, rules, type Told } from '../rules/index.ts'
import { bytesOf } from './ids.ts'
import { createKeys, type Keys } from './keys.ts'
import type { Work } from './work.ts'

const ruleOf = (name: EventName): Rule<EventName> => rules[name] as unknown as Rule<EventName>

/** Names the rows that some events will want. */
export function keysOf(events: readonly ChainEvent[]): Keys {
  const keys = createKeys()
  for (const event of events) {
    ruleOf(event.name).needs?.(event.args as never, keys)
    if (event.operator !== undefined) keys.operator(event.operator)
  }
  return keys
}

/** Applies events in their order to what was read, and adds their own rows; the first one gets the number after `lastSeq`. */
export function applyEvents(work: Work, addresses: Addresses, events: readonly ChainEvent[], lastSeq: number): void {
  let seq = lastSeq
  for (const event of events) {
    seq++
    // Who acted is who was the operator before: the act may be the change of the key itself.
    const actor = event.operator === undefined ? undefined : work.operators.find(event.operator)?.gln
    const happening = { args: event.args, event, seq, work, addresses } as Happening<EventName>
    const told = ruleOf(event.name).apply(happening)
    record(work, event, seq, told, actor ?? told.gln ?? null)
  }
}

function record(work: Work, event: ChainEvent, seq: number, told: Told, gln: string | null): void {
  work.events.push({
    seq,
    block: event.block,
    time: event.time,
    txHash: bytesOf(event.txHash),
    position: event.position,
    name: event.name,
    act: told.act ?? null,
    gln,
    operator: event.operator ?? null,
    actDigest: event.actDigest ? bytesOf(event.actDigest) : null,
    eventTime: told.eventTime ?? null,
    units: told.units ?? 0,
    fromRef: told.fromRef ?? null,
    toRef: told.toRef ?? null,
    args: told.args ?? {},
  })
  for (const [kind, ref] of told.refs ?? []) work.eventRefs.push({ kind, ref, seq })
  if (gln !== null) work.eventRefs.push({ kind: 'institution', ref: Number(gln), seq })
  for (const { lotRef, word, mask, containerRef = 0 } of told.words ?? []) {
    work.eventWords.push({ lotRef, word, seq, containerRef, mask })
  }
  if (told.daily && told.act !== undefined && gln !== null) addDaily(work, event.time, told, told.act, gln)
}

function addDaily(work: Work, time: number, { daily, isCounted }: Told, act: string, gln: string): void {
  const day = new Date(time * 1_000).toISOString().slice(0, 10)
  const counted = new Set<string>()
  for (const [lotRef, units] of daily ?? []) {
    const gtin = work.gtinOfLot.get(lotRef) ?? ''
    const key = `${day}/${act}/${gln}/${gtin}`
    const row = work.daily.get(key) ?? { day, act, gln, gtin, units: 0, events: 0 }
    // Once for each product, however many of its lots there are.
    const events = isCounted === false || counted.has(gtin) ? 0 : 1
    counted.add(gtin)
    work.daily.set(key, { ...row, units: row.units + units, events: row.events + events })
  }
}
