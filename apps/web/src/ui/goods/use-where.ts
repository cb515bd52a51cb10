import { useText } from '../../core/i18n/language-provider.tsx'
import { statusOf } from '../words/status.ts'
import type { Found, Whereabouts } from './find-goods.ts'
import type { GoodsNote } from './use-goods.ts'
import { useGoodsWords } from './words.ts'

/**
 * Says of goods that are not where they must be where they are instead: inside a container, or in another state.
 *
 * ```tsx
 * const where = useWhere(); where(found, ({ kind, gln }) => kind === 'institution' && gln === own)
 * ```
 */
export function useWhere(): (found: Found, isRight: (place: Whereabouts) => boolean) => GoodsNote | undefined {
  const words = useGoodsWords()
  const text = useText()
  return (found, isRight) => {
    if (found.kind !== 'pack' && found.kind !== 'container') return undefined
    const { holder, root } = found
    if (isRight(holder)) return undefined
    if (holder.kind === 'container' && isRight(root))
      return { tone: 'warn', title: words.inside, detail: words.insideDetail(holder.sscc ?? '') }
    const state = root.kind === 'end' ? (root.state ?? root.kind) : root.kind
    return { tone: 'bad', title: words.elsewhere, detail: words.elsewhereDetail(text(statusOf(state).words)) }
  }
}
