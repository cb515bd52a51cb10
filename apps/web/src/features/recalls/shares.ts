import type { Recall } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import type { Share } from '../../ui/share-bar.tsx'
import { recallGroupColours, recallGroups, recallGroupWords } from '../../ui/words/recall-progress.ts'

type Progress = Pick<Recall, (typeof recallGroups)[number]>

/** What has become of goods that are called back, as parts of all that were made. */
export function useShares(): (progress: Progress) => readonly Share[] {
  const text = useText()
  return (progress) =>
    recallGroups.map((id) => ({
      id,
      name: text(recallGroupWords[id]),
      units: progress[id],
      colour: recallGroupColours[id],
    }))
}
