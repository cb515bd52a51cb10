import type { EventName } from '@theriac/ledger'
import type { Address, Hex } from 'viem'

/** 256 units of a lot, as events have them. */
export interface SliceArgs {
  readonly word: Hex
  readonly mask: bigint
}

/** The same, in a container. */
export interface PackingArgs extends SliceArgs {
  readonly sscc: bigint
}

/** Master data of a product, as events have it. */
export interface ProductArgs {
  readonly name: string
  readonly genericName: string
  readonly form: string
  readonly strength: string
  readonly pack: string
  readonly maker: string
  readonly storageConditions: string
  readonly atc: string
  readonly approvalNumber: string
  readonly nationalCode: string
  readonly packSize: number
  readonly levels: readonly { readonly gtin: bigint; readonly units: number }[]
}

/** A licence, as events have it. */
export interface LicenceArgs {
  readonly scope: number
  readonly validFrom: number
  readonly validTo: number
  readonly number: string
}

/** What each event of the contracts says, as `decodeEvent` gives it. */
export interface EventArgs extends Record<EventName, unknown> {
  ActTaken: { act: Hex; operator: Address }
  ActRefused: { act: Hex; operator: Address; reason: Hex }
  ActRepeated: { act: Hex; operator: Address }
  EIP712DomainChanged: Record<string, never>

  InstitutionApplied: {
    gln: bigint
    kind: number
    name: string
    admin: Address
    licences: readonly LicenceArgs[]
  }
  InstitutionDeclined: { gln: bigint; reason: string }
  InstitutionAdmitted: { gln: bigint; kind: number; permissions: number }
  InstitutionSuspended: { gln: bigint; reason: string }
  InstitutionReinstated: { gln: bigint; reason: string }
  InstitutionRetired: { gln: bigint; reason: string }
  InstitutionRenamed: { gln: bigint; name: string }
  PermissionsSet: { gln: bigint; permissions: number }
  LicencesSet: { gln: bigint; licences: readonly LicenceArgs[] }
  OperatorAdded: { gln: bigint; account: Address; role: number }
  OperatorRemoved: { gln: bigint; account: Address }
  KeyRotated: { gln: bigint; account: Address; successor: Address }

  ProposalMade: { id: bigint; proposer: Address; target: Address; data: Hex; expiry: number; reason: string }
  ProposalApproved: { id: bigint; account: Address; approvals: bigint; threshold: bigint }
  ProposalCancelled: { id: bigint; account: Address }
  ProposalExecuted: { id: bigint; target: Address; selector: Hex; count: bigint }
  ThresholdSet: { threshold: number }

  ProductRegistered: { gtin: bigint; owner: bigint; data: ProductArgs }
  ProductAmended: { gtin: bigint; version: number; data: ProductArgs; reason: string }
  ProductStatusSet: { gtin: bigint; status: number; by: bigint; reason: string }
  LotRegistered: {
    lot: Hex
    gtin: bigint
    owner: bigint
    lotNumber: string
    production: number
    expiry: number
    quantity: number
    serialised: boolean
    origin: string
  }
  LotAmended: { lot: Hex; production: number; expiry: number; quantity: number; origin: string; reason: string }
  LotRecalled: { lot: Hex; by: bigint; recallClass: number; reason: string }
  RunCommissioned: { lot: Hex; gln: bigint; run: number; count: number; root: Hex }
  QuantityCommissioned: { lot: Hex; gln: bigint; quantity: number }

  Transferred: {
    gln: bigint
    from: bigint
    to: bigint
    act: Hex
    containers: readonly bigint[]
    units: readonly SliceArgs[]
    note: Hex
  }
  Packed: { gln: bigint; packings: readonly PackingArgs[] }
  Unpacked: { gln: bigint; holder: bigint; packings: readonly PackingArgs[] }
  Nested: { gln: bigint; parent: bigint; children: readonly bigint[] }
  Denested: { gln: bigint; parent: bigint; holder: bigint; children: readonly bigint[] }
  Shipped: { shipment: bigint; sender: bigint; receiver: bigint; purpose: number }
  ShipmentClosed: { shipment: bigint; reason: string }
  ShippingVoided: { shipment: bigint }
  PartDispensed: { gln: bigint; lot: Hex; index: number; parts: number; taken: number; note: Hex }
  PartUndone: { gln: bigint; lot: Hex; index: number; parts: number; taken: number }
  Reasoned: { gln: bigint; act: Hex; reason: string }
  Administered: { gln: bigint; commitment: Hex }
  Destroyed: { gln: bigint; executor: Address; witness: Address }

  RecordWritten: {
    record: Hex
    author: bigint
    subject: Hex
    kind: number
    about: { kind: number; id: Hex }
    hash: Hex
  }
  RecordAmended: { record: Hex; version: number; hash: Hex; reason: string }
  RecordVoided: { record: Hex; version: number; reason: string }
  NodeRegistered: { node: Hex; gln: bigint; id: Hex; name: string }
  NodeRoleAsked: { node: Hex; wished: number }
  NodeRoleApproved: { node: Hex; wished: number }
  NodeRoleDeclined: { node: Hex; wished: number; reason: string }
  NodeRoleSet: { node: Hex; role: number }
  ServiceSet: { gln: bigint; signer: Address; url: string }
  ContractListed: { name: string; target: Address; version: number; abiHash: Hex }

  HashesAnchored: { root: Hex; author: bigint; kind: number; count: number }
}
