import { holds, parseHolder, permissions, type Revert, refusals } from '@theriac/ledger'
import { placeInWords } from './place-words.ts'

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
  ProductsGtinTaken: ({ gtin }) => `GTIN ${String(gtin).padStart(14, '0')} is registered already`,
  ProductsMissing: ({ field }) => `${field} is missing`,
  ProductsBadGtin: ({ gtin }) => `${gtin} is no GTIN`,
  ActsExpired: () => 'it came too late: the time for which it was signed is over',
}

/** Why the ledger refused, for people: in words where there are any, else by the contract's own name for it. */
export function refusalInWords({ name, args, inner }: Pick<Revert, 'name' | 'args' | 'inner'>): string {
  if (inner) return refusalInWords(inner)
  const sentence = sentences[name]
  return sentence ? sentence(args) : name
}
