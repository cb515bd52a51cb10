import { randomBytes } from 'node:crypto'
import type { Chain } from '@theriac/chain'
import {
  actsAbi,
  actsBytecode,
  institutionsAbi,
  institutionsBytecode,
  inventoryAbi,
  inventoryBytecode,
} from '@theriac/contracts'
import { buildGln, type Gln, type Gtin, type IsoDate, type LotNumber, parseGtin } from '@theriac/gs1'
import {
  type Addresses,
  actsDomain,
  admit,
  applyFor,
  type Call,
  createNonces,
  type Kind,
  type LotId,
  licenceScopes,
  localSigner,
  lotIdOf,
  propose,
  registerLot,
  registerProduct,
  type SignedAct,
  type Signer,
  signAct,
} from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import {
  type Abi,
  type Address,
  bytesToHex,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  hexToBytes,
  keccak256,
  stringToHex,
} from 'viem'
import { deploy, type PlainCall, type Sender, type Sent, sendAll, signAll } from './in-process.ts'

const taken = keccak256(stringToHex('ActTaken(bytes32,address)'))

/** An institution with one operator. */
export interface Party {
  readonly gln: Gln
  readonly signer: Signer
}

/** The contracts with a factory, a pharmacy and lots that nothing is commissioned of yet. */
export interface BenchLedger {
  /** Address of the Acts contract. */
  readonly acts: Address
  /** Of all contracts; there are no records, nodes and directory, whose address nothing is at. */
  readonly addresses: Addresses
  readonly factory: Party
  readonly pharmacy: Party
  readonly gtin: Gtin
  readonly lots: readonly LotId[]
  sign(by: Party, call: Call): Promise<SignedAct>
  /** Transactions that carry acts, so many in each. */
  carry(acts: readonly SignedAct[], actsEach: number): PlainCall[]
}

const nowhere: Address = `0x${'00'.repeat(19)}aa`

/** Deploys the contracts, enrols the parties and registers so many lots. */
export async function setUpLedger(
  chain: Chain,
  sender: Sender,
  lotCount: number,
  lotQuantity: number,
): Promise<BenchLedger> {
  const signHash = nativeHashSigner()
  const newParty = (place: number): Party => ({
    gln: must(buildGln(String(952_000_000_000 + place))),
    signer: localSigner(bytesToHex(new Uint8Array(randomBytes(32))), signHash),
  })
  const [regulator, factory, pharmacy] = [newParty(1), newParty(2), newParty(3)]
  const now = Math.floor(Date.now() / 1000)

  const acts = await deploy(chain, sender, { abi: actsAbi, bytecode: actsBytecode })
  const institutions = await deploy(chain, sender, { abi: institutionsAbi, bytecode: institutionsBytecode }, [
    acts,
    BigInt(regulator.gln),
    'Regulator',
    [regulator.signer.address],
    1,
  ])
  const inventory = await deploy(chain, sender, { abi: inventoryAbi, bytecode: inventoryBytecode }, [
    acts,
    institutions,
  ])
  const addresses: Addresses = {
    acts,
    institutions,
    inventory,
    records: nowhere,
    nodes: nowhere,
    directory: nowhere,
    governance: await readAddress(chain, institutions, institutionsAbi, 'governance'),
    catalogue: await readAddress(chain, inventory, inventoryAbi, 'catalogue'),
  }

  const domain = actsDomain(Number(chain.chainId), acts)
  const nonces = createNonces()
  const sign: BenchLedger['sign'] = (by, call) => {
    const target = addresses[call.contract]
    return signAct(by.signer, domain, { target, deadline: now + 86_400, nonce: nonces(), data: call.data })
  }
  const carry: BenchLedger['carry'] = (list, actsEach) => {
    const calls: PlainCall[] = []
    for (let i = 0; i < list.length; i += actsEach) {
      const args = [list.slice(i, i + actsEach)] as const
      calls.push({ to: acts, data: encodeFunctionData({ abi: actsAbi, functionName: 'carry', args }) })
    }
    return calls
  }

  const gtin = must(parseGtin('03400935955838'))
  const lotNumbers = Array.from({ length: lotCount }, (_, i) => `BENCH-${i}` as LotNumber)
  const enrol = (party: Party, kind: Exclude<Kind, 'regulator'>, trade: keyof typeof licenceScopes) =>
    sign(
      party,
      applyFor(party.gln, kind, kind, [
        { number: 'L', scope: licenceScopes[trade], validFrom: 0, validTo: now + 31_536_000 },
      ]),
    )
  const admission = (party: Party) =>
    sign(regulator, propose(institutions, admit(party.gln, party.signer.address), now + 86_400, 'admitted'))
  const product = {
    name: 'DOLIPRANE 1000 mg',
    genericName: 'paracetamol',
    form: 'tablet',
    strength: '1000 mg',
    pack: '8 tablets',
    maker: 'Factory',
    storageConditions: '',
    atc: 'N02BE01',
    approvalNumber: '',
    nationalCode: '',
    packSize: 8,
    levels: [],
  }
  const plan = {
    gtin,
    production: '2026-01-01' as IsoDate,
    expiry: '2035-12-31' as IsoDate,
    quantity: lotQuantity,
    origin: 'Factory',
    serialised: true,
  }
  const opening = [
    await enrol(factory, 'factory', 'manufacture'),
    await enrol(pharmacy, 'pharmacy', 'retail'),
    await admission(factory),
    await admission(pharmacy),
    await sign(factory, registerProduct(gtin, product)),
    ...(await Promise.all(lotNumbers.map((lotNumber) => sign(factory, registerLot({ ...plan, lotNumber }))))),
  ]
  await sendActs(chain, signAll(chain, sender, carry(opening, 1)), opening.length)
  return {
    acts,
    addresses,
    factory,
    pharmacy,
    gtin,
    lots: lotNumbers.map((lotNumber) => lotIdOf(gtin, lotNumber)),
    sign,
    carry,
  }
}

/** One of the lots. */
export function lotOf({ lots }: BenchLedger, place: number): LotId {
  const lot = lots[place]
  if (!lot) throw new RangeError(`no lot ${place}`)
  return lot
}

/** Sends transactions that carry acts and checks that every act was taken. */
export async function sendActs(chain: Chain, raws: readonly Uint8Array[], acts: number): Promise<Sent> {
  const from = chain.head().header.number
  const sent = await sendAll(chain, raws)
  let count = 0
  for (let number = from + 1; number <= chain.head().header.number; number++) {
    for (const { logs } of chain.block(number)?.receipts ?? []) {
      for (const { topics } of logs) if (topics[0] && bytesToHex(topics[0]) === taken) count++
    }
  }
  if (count !== acts) throw new Error(`${count} of ${acts} acts were taken`)
  return sent
}

async function readAddress(chain: Chain, to: Address, abi: Abi, functionName: string): Promise<Address> {
  const outcome = await chain.call({ to: hexToBytes(to), data: hexToBytes(encodeFunctionData({ abi, functionName })) })
  const data: Hex = bytesToHex(outcome.output)
  return decodeFunctionResult({ abi, functionName, data }) as Address
}

function must<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) throw new TypeError('a constant of the benchmark is wrong')
  return result.value
}
