/** What is counted one by one in these labels; what else follows a number is mostly a measure. */
const countable = [
  'comprimé|gélule|capsule|sachet|ampoule|suppositoire|ovule|pastille|gomme|lyophilisat|film|flacon|seringue|cartouche',
  'stylo|récipient|poche|dispositif|patch|emplâtre|pansement|compresse|éponge|bâton|tampon|implant|anneau|dose',
].join('|')
const measure = 'ml|cl|dl|l|litre|litres|mg|g|kg|µg|microgrammes|UI|MBq|GBq|mmol|cm|mm|m'

const inside = new RegExp(`(?:^|\\s)de\\s+(\\d+)\\s+(?:${countable})`, 'i')
/** A whole number of something that is no measure: `10 ampoules`, but neither `2566 ml` nor `0,5 g`. */
const leading = new RegExp(`^\\s*(\\d+)\\s+(?!(?:${measure})(?![\\p{L}(]))`, 'iu')
const boxOf = /bo[iî]te\s+de\s+(\d+)/i

/**
 * How many smallest parts a pack holds, as far as its French label says: `50 plaquette(s) … de 1 comprimé(s)` is 50,
 * `plaquette(s) … de 30 comprimé(s)` 30, `10 ampoule(s) en verre de 1 ml` 10, `2566 ml en poche … ; boîte de 3` 3, and 1
 * where it names no number.
 */
export function packSizeOf(label: string): number {
  const containers = Number((leading.exec(label) ?? boxOf.exec(label))?.[1] ?? 1)
  const each = Number(inside.exec(label)?.[1] ?? 1)
  return Math.max(1, containers * each)
}
