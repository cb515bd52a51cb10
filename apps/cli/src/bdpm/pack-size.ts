const countable =
  'comprimé|gélule|capsule|sachet|ampoule|suppositoire|ovule|pastille|gomme|lyophilisat|film|flacon|seringue|cartouche|stylo|récipient|poche|dispositif|patch|implant|dose'

const inside = new RegExp(`(?:^|\\s)de\\s+(\\d+)\\s+(?:${countable})`, 'i')
const leading = /^\s*(\d+)\s/

/**
 * How many smallest parts a pack holds, as far as its French label says: `50 plaquette(s) … de 1 comprimé(s)` is 50,
 * `plaquette(s) … de 30 comprimé(s)` 30, `10 ampoule(s) en verre de 1 ml` 10, and 1 where it names no number.
 */
export function packSizeOf(label: string): number {
  const containers = Number(leading.exec(label)?.[1] ?? 1)
  const each = Number(inside.exec(label)?.[1] ?? 1)
  return Math.max(1, containers * each)
}
