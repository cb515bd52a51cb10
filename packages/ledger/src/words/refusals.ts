import type { Revert } from '../errors.ts'
import { holds, nodeRoles, parseHolder, permissions, refusals } from '../model/index.ts'
import { placeInWords } from './places.ts'

type Args = Readonly<Record<string, unknown>>

const words = (name: string | undefined): string => (name ?? 'unknown').replaceAll('_', ' ')

const whyNot: Readonly<Record<(typeof refusals)[number], string>> = {
  none: 'nothing stands against it',
  unknown_operator: 'the account is nobody’s operator',
  auditor_only: 'the account may only look',
  not_active: 'the institution is not active',
  not_permitted: 'its kind of institution may not do that',
  not_licensed: 'it has no licence for that which is valid today',
}

const onHold: Readonly<Record<(typeof holds)[number], string>> = {
  none: 'nothing holds it back',
  unknown_lot: 'nobody knows this lot',
  product_withdrawn: 'the product is withdrawn',
  product_suspended: 'the product is suspended',
  lot_recalled: 'the lot is recalled',
  expired: 'the lot is past its expiry date',
}

/** The mask names packs of one word of 256; those that `held` lacks are somewhere else. Of word 0xffffffff both are counts. */
function notHeld({ holder, word, held, mask }: Args): string {
  if (typeof holder !== 'bigint' || typeof held !== 'bigint' || typeof mask !== 'bigint')
    return 'the packs are elsewhere'
  const place = parseHolder(holder)
  const where = place ? `${placeInWords(place)}${'gln' in place ? ` at ${place.gln}` : ''}` : 'there'
  if (String(word).endsWith('ffffffff')) return `${mask} packs asked for, ${held} are ${where}`
  return `${countOf(mask & ~held)} of ${countOf(mask)} packs are not ${where}`
}

const countOf = (mask: bigint): number => mask.toString(2).replaceAll('0', '').length

const gtin14 = (gtin: unknown): string => String(gtin).padStart(14, '0')

const sentences: Readonly<Record<string, (args: Args) => string>> = {
  InstitutionsRefused: ({ gln, permission, refusal }) =>
    `institution ${gln} may not ${words(permissions[Number(permission)])}: ${whyNot[refusals[Number(refusal)] ?? 'none']}`,
  InstitutionsWrongStatus: ({ gln }) => `institution ${gln} is not in the state that this needs`,
  InstitutionsAccountTaken: ({ gln }) => `this account already belongs to institution ${gln}`,
  InstitutionsOnlyGovernance: () => 'only the regulator can decide that',
  InstitutionsNotAdmin: () => 'the account is not an admin of the institution',
  InstitutionsBadLicence: () => 'a licence needs a number, and an end after its start',
  InventoryNotHeld: notHeld,
  InventoryBadParts: ({ parts, taken, packSize }) =>
    `${parts} parts asked for, ${taken} of ${packSize} are gone already`,
  InventoryBadWitness: () => 'a second operator has to sign as witness',
  InventoryMissing: ({ field }) => `${field} is missing`,
  InventoryTooLate: () => 'the time in which it could be undone has passed',
  LotsHeldBack: ({ hold }) => onHold[holds[Number(hold)] ?? 'none'],
  LotsNotOwner: ({ owner }) => `the lot belongs to factory ${owner}`,
  ProductsGtinTaken: ({ gtin }) => `GTIN ${gtin14(gtin)} is registered already`,
  ProductsMissing: ({ field }) => `${field} is missing`,
  ProductsBadGtin: ({ gtin }) => `${gtin} is no GTIN`,
  ProductsUnknown: ({ gtin }) => `no product has GTIN ${gtin14(gtin)}`,
  ProductsNotOwner: ({ gtin, owner }) => `product ${gtin14(gtin)} belongs to factory ${owner}`,
  ProductsWrongStatus: ({ gtin }) => `product ${gtin14(gtin)} is not in the state that this needs`,
  ProductsWrongVersion: ({ version }) => `the product was amended meanwhile: its newest version is ${version}`,
  ProductsPackSizeFixed: ({ packSize }) => `there are packs of it: the pack size stays ${packSize}`,
  LotsUnknown: () => 'nobody knows this lot',
  LotsTaken: () => 'the product has a lot with this number already',
  LotsMissing: ({ field }) => `${field} is missing`,
  LotsBadDates: () => 'expiry must come after today and after production',
  LotsTooMany: ({ commissioned, quantity }) => `${commissioned} units asked for in all, the lot is of ${quantity}`,
  LotsProductNotActive: ({ gtin }) => `product ${gtin14(gtin)} is not active`,
  LotsAlreadyCommissioned: () => 'units of the lot are commissioned already',
  LotsAlreadyRecalled: () => 'the lot is recalled already',
  LotsSerialised: () => 'packs of this lot have serials',
  LotsNotSerialised: () => 'packs of this lot have no serials',
  LotsRunTaken: ({ run }) => `run ${run} of the lot is commissioned already`,
  InventoryNothing: () => 'no goods are named',
  InventoryBadProof: () => 'a serial is not one of the lot',
  InventoryExpiryDiffers: () => 'the expiry date is not that of the lot',
  InventoryContainerElsewhere: () => 'a container is somewhere else',
  InventoryNestedInItself: () => 'a container cannot be inside itself',
  InventoryTooDeep: () => 'containers are nested too deeply',
  InventoryTooManyLots: ({ most }) => `a container holds at most ${most} lots`,
  InventoryIncomplete: ({ containers, units }) =>
    `not all of it was named: ${containers} containers and ${units} packs of the shipment are left`,
  InventoryNotReceiver: ({ receiver }) => `the shipment goes to ${receiver}`,
  InventoryNotYours: ({ gln }) => `the goods are not with institution ${gln}`,
  InventoryShipmentState: () => 'the shipment is not in the state that this needs',
  InventoryShipmentTaken: () => 'the sender has a shipment with this number already',
  InventoryToItself: () => 'sender and receiver are the same institution',
  InventoryNotVoidable: () => 'the commissioning of these packs cannot be voided',
  InventoryWitnessedBefore: () => 'the witness’s signature was used already',
  InventoryWrongState: () => 'this is not for packs in that state',
  RecordsUnknown: () => 'nobody knows this record',
  RecordsTaken: () => 'the record exists already',
  RecordsMissing: ({ field }) => `${field} is missing`,
  RecordsNotAuthor: ({ author }) => `the record is institution ${author}’s`,
  RecordsUnknownSubject: () => 'nobody knows what the record is about',
  RecordsVoided: () => 'the record is voided',
  RecordsWrongVersion: ({ version }) => `the record was amended meanwhile: its newest version is ${version}`,
  RecordsAnchored: () => 'this is anchored already',
  InstitutionsBadAccount: () => 'the account cannot take part',
  InstitutionsBadGln: ({ gln }) => `${gln} is no GLN`,
  InstitutionsLastAdmin: ({ gln }) => `it is the last admin of institution ${gln}`,
  InstitutionsNotOperator: () => 'the account is not an operator of the institution',
  InstitutionsTooManyLicences: ({ most }) => `an institution has at most ${most} licences`,
  NodesNotAdmin: () => 'only an admin of an institution that takes part may do that',
  NodesOnlyGovernance: () => 'only the regulator can decide that',
  NodesBadId: () => 'a node’s id is its public key, 64 bytes',
  NodesMissing: ({ field }) => `${field} is missing`,
  NodesTaken: ({ gln }) => `institution ${gln} has registered this node`,
  NodesNotOwner: () => 'the node is another institution’s',
  NodesSameRole: ({ role }) => `the node is ${nodeRoles[Number(role)] ?? 'that'} already`,
  NodesWrongWish: () => 'that is not what is asked for the node now',
  DirectoryOnlyGovernance: () => 'only the regulator can decide that',
  DirectoryMissing: ({ field }) => `${field} is missing`,
  GovernanceUnknownProposal: ({ id }) => `there is no proposal ${id}`,
  GovernanceAlreadyApproved: () => 'the account has approved the proposal already',
  GovernanceBadThreshold: ({ operators }) =>
    `it needs one approval at least, and no more than the ${operators} who can give one`,
  GovernanceBadExpiry: () => 'the proposal must end later than now, and sooner than that',
  GovernanceClosed: () => 'the proposal is closed',
  GovernanceExpired: () => 'the proposal has expired',
  GovernanceNotProposer: () => 'only who made the proposal can cancel it',
  ActsBadSignature: () => 'the signature is not that of the account',
  ActsNoContract: () => 'there is no such contract',
  ActsOutOfGas: () => 'there was not enough gas left for it',
  GovernanceFailed: () => 'the proposal was approved, but what it asks for cannot be done',
  GovernanceOnlyItself: () => 'that is done by a proposal only',
  InstitutionsBadKind: () => 'that is not for this kind of institution',
  InstitutionsBadRole: () => 'there is no such role',
  InventoryBadGln: ({ gln }) => `${gln} is no GLN`,
  InventoryBadHolder: () => 'goods cannot be put there',
  InventoryBadSscc: ({ sscc }) => `${sscc} is no SSCC`,
  InventoryEmptySlice: () => 'a part of the goods names no packs',
  InventoryOnlyCatalogue: () => 'only commissioning puts new packs into circulation',
  InventoryOnlyGovernance: () => 'only the regulator can decide that',
  LotsBadRecallClass: ({ recallClass }) => `there is no recall class ${recallClass}`,
  LotsBadRun: ({ most }) => `a run has one pack at least, and ${most} at most`,
  UnitTreeEmpty: () => 'no packs are named',
  ActsExpired: () => 'it came too late: the time for which it was signed is over',
}

/** Why the ledger refused, for people: in words where there are any, else by the contract's own name for it. */
export function refusalInWords({ name, args, inner }: Pick<Revert, 'name' | 'args' | 'inner'>): string {
  if (inner) return refusalInWords(inner)
  const sentence = sentences[name]
  return sentence ? sentence(args) : name
}
