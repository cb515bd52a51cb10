import { useFaultWords } from '../../core/api/problem-words.ts'
import { FaultAlert } from './fault-alert.tsx'

/** What went wrong with what was sent, and the faults that belong to no field. */
export function ProblemAlert({ error, rest = [] }: { readonly error: unknown; readonly rest?: readonly string[] }) {
  const { title, detail } = useFaultWords()(error)
  return <FaultAlert title={title} detail={detail} rest={rest} />
}
