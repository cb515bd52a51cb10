import { Badge } from '@mantine/core'
import type { Dispensed } from './waiting-dispensing.ts'
import { useDispensingWords } from './words.ts'

/** What came of packs that had to wait to be booked. */
export default function WaitedDispensing({ answer }: { readonly answer: Dispensed }) {
  const words = useDispensingWords()
  return (
    <Badge variant="light" color="teal" size="lg">
      {words.done(answer.units)}
    </Badge>
  )
}
