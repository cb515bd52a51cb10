import { expect, test } from 'vitest'
import { packSizeOf } from '../src/bdpm/pack-size.ts'

test.each([
  ['plaquette(s) thermoformée(s) PVC-Aluminium de 30 comprimé(s)', 30],
  ['plaquette(s) thermoformée(s) PVC-Aluminium de 28  comprimé(s)', 28],
  ['50 plaquette(s) thermoformée(s) aluminium de 1 comprimé(s)', 50],
  ['4 flacon(s) polyéthylène de 112 gélule(s)', 448],
  ['10 ampoule(s) en verre de 1 ml', 10],
  ['1 flacon(s) polyéthylène de 100 ml', 1],
  ['400 sachet(s) polyester aluminium polyéthylène de 15 ml', 400],
  ['1 boite(s) polystyrène de 70 pastille(s)', 70],
  ['20 lyophilisat(s)', 20],
  ['3 gélule(s)', 3],
])('counts the smallest parts of %s: %i', (label, size) => {
  expect(packSizeOf(label)).toBe(size)
})

test.each([
  ['2566 ml en poche à trois compartiments (PE/Polypropylène) ; boîte de 3', 3],
  ['0,5 g en flacon(s) en verre de 15 ml ; boîte de 25', 25],
  ['100 ml dans 1 flacon(s) en verre de 125 ml', 1],
  ['10,27 g de poudre en flacon(s) en verre', 1],
  ['1 flacon(s) en verre de 2100 unité(s)', 1],
])('takes no measure for a count in %s: %i', (label, size) => {
  expect(packSizeOf(label)).toBe(size)
})

test.each(['', 'flacon', '0 comprimé(s)'])('a label that names no number is one part: “%s”', (label) => {
  expect(packSizeOf(label)).toBe(1)
})
