import type { MonitoringNow } from '@theriac/api'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { VerdictPanel } from '../../ui/verdict/verdict-panel.tsx'
import { useMonitoringWords } from './words.ts'

/** How it is, in one sentence that is seen from an arm's length. */
export function StateNow({ state }: { readonly state: MonitoringNow }) {
  const words = useMonitoringWords()
  const format = useFormat()
  const { at, answers, open } = state
  if (at === undefined) return <VerdictPanel tone="info" title={words.notYet} detail={words.notYetDetail} />
  const time = format.second(at)
  if (!answers) return <VerdictPanel tone="bad" title={words.away} detail={words.awayDetail(time)} />
  const grave = open.filter(({ severity }) => severity === 'high').length
  if (grave > 0) return <VerdictPanel tone="bad" title={words.grave(grave)} detail={words.graveDetail(time)} />
  if (open.length > 0)
    return <VerdictPanel tone="warn" title={words.warned(open.length)} detail={words.warnedDetail(time)} />
  return <VerdictPanel tone="good" title={words.well} detail={words.wellDetail(time)} />
}
