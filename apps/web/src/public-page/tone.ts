import type { PublicPack } from '@theriac/api'
import type { VerdictTone } from '../ui/verdict/verdict-panel.tsx'

const tones: Readonly<Record<PublicPack['verdict'], VerdictTone>> = {
  genuine: 'good',
  not_for_use: 'warn',
  suspect: 'bad',
  unknown: 'bad',
  product_only: 'info',
}

/** How a verdict looks and sounds. */
export const toneOf = (verdict: PublicPack['verdict']): VerdictTone => tones[verdict]
