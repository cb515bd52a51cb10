import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Chain, openChain } from '@theriac/chain'
import { buildSscc, type Serial, type Sscc } from '@theriac/gs1'
import {
  type Call,
  commission,
  denest,
  dispense,
  type LotId,
  leafOf,
  nest,
  type Packing,
  pack,
  receiveGoods,
  ship,
  unitsPerRun,
  unpack,
} from '@theriac/ledger'
import { encodeFunctionData, type Hex } from 'viem'
import { folderBytes } from './folder-bytes.ts'
import { addressOf, deploy, newSender, type PlainCall, type Sender, signAll } from './in-process.ts'
import { type BenchLedger, lotOf, type Party, sendActs, setUpLedger } from './ledger-setup.ts'
import { compilePlainUnits } from './plain-units.ts'

const chainId = 20_261
const perCase = 100
const casesPerPallet = 100
const dispensings = 1000
/** Acts of one case list per transaction: three stay under the 45 000 bytes that the carrier sends at most. */
const palletsEach = 3
/** A life that is not measured comes first on both sides, as a server that has run for a while is what counts. */
const warmUpUnits = 10_000

/** How much is run. */
export interface InventoryBenchOptions {
  /** Units of the lot, a multiple of 10 000; 100 000 by default. */
  readonly units?: number
  /** Lots whose lives are lived on the inventory, as one takes less than a second; 3 by default. */
  readonly lots?: number
}

/** A lot whose life is lived. */
interface Life {
  readonly lot: LotId
  readonly leaves: readonly Hex[]
  /** The factory's number for the shipment. */
  readonly shipment: bigint
  readonly firstCase: number
}

interface Phase {
  readonly name: string
  /** Unit-events: how many packs it concerned. Putting cases onto a pallet and taking them off concern all packs in them. */
  readonly unitEvents: number
  readonly seconds: number
  readonly transactions: number
  readonly gas: string
}

/**
 * The life of a lot, from commissioning to dispensing, on the inventory and on a contract that keeps one state per unit:
 * same chain, same run, transactions signed beforehand on both sides.
 */
export async function runInventory(options: InventoryBenchOptions = {}) {
  const units = options.units ?? 100_000
  const lots = options.lots ?? 3
  const dataDir = mkdtempSync(join(tmpdir(), 'theriac-bench-'))
  const open = () => openChain({ dataDir, chainId })
  try {
    const sender = newSender()
    let chain = await open()
    const ledger = await setUpLedger(chain, sender, lots + 1, units)
    const lives = Array.from(
      { length: lots + 1 },
      (_, i): Life => ({
        lot: lotOf(ledger, i),
        leaves: Array.from({ length: i === 0 ? warmUpUnits : units }, (_, k) =>
          leafOf(ledger.gtin, `${i}-${k}` as Serial),
        ),
        shipment: BigInt(i),
        firstCase: i * units,
      }),
    )
    const [warmUp, ...measured] = lives
    if (!warmUp) throw new Error('no lot to warm up on')
    await toPharmacy(chain, sender, ledger, warmUp)
    await atPharmacy(chain, sender, ledger, warmUp)
    await chain.close()
    const bytesBefore = folderBytes(dataDir)

    chain = await open()
    const ways = []
    for (const life of measured) ways.push(await toPharmacy(chain, sender, ledger, life))
    await chain.close()
    const bytes = folderBytes(dataDir) - bytesBefore

    chain = await open()
    const dispensed = []
    for (const life of measured) dispensed.push(await atPharmacy(chain, sender, ledger, life))
    const phases = [...added(ways), ...added(dispensed.map((phase) => [phase]))]
    await plainLife(chain, sender, warmUp.leaves)
    const plain = await plainLife(chain, sender, measured[0]?.leaves ?? [])
    await chain.close()

    const ours = summed(phases)
    const theirs = summed(plain)
    return {
      units,
      lots,
      ratio: ours.unitEventsPerSecond / theirs.unitEventsPerSecond,
      bytesPerUnit: bytes / (units * lots),
      inventory: { ...ours, phases },
      plain: { ...theirs, phases: plain },
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function toPharmacy(chain: Chain, sender: Sender, ledger: BenchLedger, life: Life): Promise<Phase[]> {
  const { factory, pharmacy } = ledger
  const { lot, leaves, shipment } = life
  const units = leaves.length
  const pallets = ssccs(1, units / perCase / casesPerPallet, life.firstCase)
  const cases = ssccs(0, units / perCase, life.firstCase)
  const casesOf = (pallet: number) => cases.slice(pallet * casesPerPallet, (pallet + 1) * casesPerPallet)
  const packings = pallets.map((_, pallet) =>
    casesOf(pallet).map((sscc, i): Packing => {
      const first = (pallet * casesPerPallet + i) * perCase
      return { sscc, lot, units: [[first, first + perCase - 1]] }
    }),
  )
  const runs: Call[] = []
  for (let i = 0; i < units; i += unitsPerRun) {
    runs.push(commission(lot, i / unitsPerRun, leaves.slice(i, i + unitsPerRun)))
  }
  const home = { kind: 'institution', gln: pharmacy.gln } as const
  const goods = { containers: pallets }
  const phase = (name: string, by: Party, calls: readonly Call[], actsEach: number) =>
    actsPhase(chain, sender, ledger, name, by, calls, actsEach, units)
  return [
    await phase('commission', factory, runs, 1),
    await phase('pack', factory, packings.map(pack), palletsEach),
    await phase(
      'palletise',
      factory,
      pallets.map((sscc, i) => nest(sscc, casesOf(i))),
      palletsEach,
    ),
    await phase('ship', factory, [ship(shipment, pharmacy.gln, goods)], 1),
    await phase('receive', pharmacy, [receiveGoods({ sender: factory.gln, number: shipment }, goods)], 1),
    await phase(
      'depalletise',
      pharmacy,
      pallets.map((sscc, i) => denest(home, sscc, casesOf(i))),
      palletsEach,
    ),
    await phase(
      'unpack',
      pharmacy,
      packings.map((list) => unpack(home, list)),
      palletsEach,
    ),
  ]
}

async function atPharmacy(chain: Chain, sender: Sender, ledger: BenchLedger, life: Life): Promise<Phase> {
  const step = life.leaves.length / dispensings
  const calls = Array.from({ length: dispensings }, (_, i) => dispense([{ lot: life.lot, units: [i * step] }]))
  return actsPhase(chain, sender, ledger, 'dispense', ledger.pharmacy, calls, 90, dispensings)
}

async function actsPhase(
  chain: Chain,
  sender: Sender,
  ledger: BenchLedger,
  name: string,
  by: Party,
  calls: readonly Call[],
  actsEach: number,
  unitEvents: number,
): Promise<Phase> {
  const acts = await Promise.all(calls.map((call) => ledger.sign(by, call)))
  const raws = signAll(chain, sender, ledger.carry(acts, actsEach))
  const { seconds, transactions, gas } = await sendActs(chain, raws, acts.length)
  return { name, unitEvents, seconds, transactions, gas: gas.toString() }
}

async function plainLife(chain: Chain, sender: Sender, ids: readonly Hex[]): Promise<Phase[]> {
  const contract = compilePlainUnits()
  const to = await deploy(chain, sender, contract)
  const phase = async (
    name: string,
    functionName: string,
    list: readonly Hex[],
    unitsEach: number,
    rest: (transaction: number) => readonly unknown[] = () => [],
  ): Promise<Phase> => {
    const calls: PlainCall[] = []
    for (let i = 0; i < list.length; i += unitsEach) {
      const args = [list.slice(i, i + unitsEach), ...rest(calls.length)]
      calls.push({ to, data: encodeFunctionData({ abi: contract.abi, functionName, args }) })
    }
    const { seconds, transactions, gas } = await sendActs(chain, signAll(chain, sender, calls), 0)
    return { name, unitEvents: list.length, seconds, transactions, gas: gas.toString() }
  }
  const most = 256
  const step = ids.length / dispensings
  // One account plays all holders: the contract's work is the same.
  const receiver = addressOf(sender)
  return [
    await phase('commission', 'commission', ids, most),
    await phase('pack', 'pack', ids, perCase, (i) => [BigInt(i + 1)]),
    await phase('palletise', 'palletise', ids, most, () => [1n]),
    await phase('ship', 'ship', ids, most, () => [receiver]),
    await phase('receive', 'receiveUnits', ids, most),
    await phase('depalletise', 'palletise', ids, most, () => [2n]),
    await phase('unpack', 'unpack', ids, most),
    await phase(
      'dispense',
      'dispense',
      Array.from({ length: dispensings }, (_, i) => ids[i * step] ?? '0x'),
      1,
    ),
  ]
}

/** The same phases of several lives, added up. */
function added(lives: readonly (readonly Phase[])[]): Phase[] {
  return (lives[0] ?? []).map(({ name }, place) => {
    const same = lives.flatMap((life) => life[place] ?? [])
    const { unitEvents, seconds, transactions, gas } = summed(same)
    return { name, unitEvents, seconds, transactions, gas }
  })
}

function summed(phases: readonly Phase[]) {
  const total = (value: (phase: Phase) => number) => phases.reduce((sum, phase) => sum + value(phase), 0)
  const seconds = total((phase) => phase.seconds)
  const unitEvents = total((phase) => phase.unitEvents)
  return {
    unitEvents,
    seconds,
    unitEventsPerSecond: unitEvents / seconds,
    transactions: total((phase) => phase.transactions),
    gas: phases.reduce((sum, phase) => sum + BigInt(phase.gas), 0n).toString(),
  }
}

function ssccs(extensionDigit: number, count: number, first: number): Sscc[] {
  return Array.from({ length: count }, (_, i) => {
    const sscc = buildSscc({ extensionDigit, companyPrefix: '9520000', serialReference: first + i })
    if (!sscc.ok) throw new TypeError(sscc.reason.message)
    return sscc.value
  })
}
