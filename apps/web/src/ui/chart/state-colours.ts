import type { UnitState } from '@theriac/api'

/** Colour of a pack's state in pictures: goods on sale are cool, what waits is amber, what has ended grey or violet, what is wrong red. */
export const stateColours: Readonly<Record<UnitState, string>> = {
  in_stock: '#0b8f86',
  in_transit: '#4a90c9',
  opened: '#5fb3d9',
  quarantined: '#d98c00',
  returned: '#c9a227',
  rejected: '#c0563b',
  dispensed: '#9467a8',
  dispensed_in_parts: '#b48fc4',
  administered: '#b5527f',
  exported: '#7a8a2a',
  sampled: '#97a64a',
  free_sample: '#aebb6b',
  checked_out: '#5d6f3a',
  destroyed: '#5f6b75',
  stolen: '#b42318',
  lost: '#d9534a',
  commissioning_voided: '#98a2aa',
  gone_unsaleable: '#7d1a12',
}
