import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { paths } from '../../core/paths.ts'
import { passOnScan } from '../../core/scan/scan-desk.ts'
import { type RouteId, useMay, useSession } from '../../core/session/session.ts'
import type { Whereabouts } from '../goods/find-goods.ts'
import { useStepWords } from './words.ts'

/** Something that can be done next with goods. */
export type Step =
  | 'setAside'
  | 'release'
  | 'takeOut'
  | 'destroy'
  | 'putBack'
  | 'part'
  | 'takeBack'
  | 'judge'
  | 'administer'
  | 'override'
  | 'unpack'

interface Way {
  readonly to: string
  readonly route: RouteId
  readonly fits: (place: Whereabouts, own: string) => boolean
  readonly onlyPacks?: boolean
  /** Nothing for goods that are recalled, expired or withdrawn. */
  readonly notHeld?: boolean
}

const inStock = ({ kind, gln }: Whereabouts, own: string): boolean => kind === 'institution' && gln === own
const setBy = ({ kind, gln, setter }: Whereabouts, own: string): boolean =>
  kind === 'quarantine' && gln === own && setter === own
const ended =
  (...states: readonly string[]) =>
  ({ kind, gln, state = '' }: Whereabouts, own: string): boolean =>
    kind === 'end' && gln === own && states.includes(state)

/** What can be done next with goods, by where they are; in the order in which it is offered. */
const ways: Readonly<Record<Step, Way>> = {
  part: {
    to: paths.unitDoses,
    route: 'dispensing.dispensePart',
    fits: (place, own) => inStock(place, own) || (place.kind === 'opened' && place.gln === own),
    onlyPacks: true,
    notHeld: true,
  },
  unpack: {
    to: `${paths.packing}?mode=out`,
    route: 'packing.unpack',
    fits: ({ kind, gln }, own) => kind === 'container' && gln === own,
    onlyPacks: true,
  },
  takeBack: { to: paths.takeBack, route: 'returns.receive', fits: ended('dispensed'), onlyPacks: true },
  administer: {
    to: paths.administer,
    route: 'dispensing.administer',
    fits: ended('dispensed'),
    onlyPacks: true,
    notHeld: true,
  },
  judge: {
    to: paths.judgeReturns,
    route: 'returns.accept',
    fits: ({ kind, gln }, own) => kind === 'returned' && gln === own,
  },
  release: {
    to: paths.release,
    route: 'quarantine.release',
    fits: ({ kind, setter }, own) => kind === 'quarantine' && setter === own,
  },
  setAside: { to: paths.setAside, route: 'quarantine.setAside', fits: inStock },
  takeOut: { to: `${paths.newEnding}?as=exported`, route: 'endings.decommission', fits: inStock, notHeld: true },
  destroy: {
    to: paths.newEnding,
    route: 'endings.proposeDestruction',
    fits: (place, own) => setBy(place, own) || (['rejected', 'opened'].includes(place.kind) && place.gln === own),
  },
  putBack: {
    to: paths.undoEnding,
    route: 'endings.undo',
    fits: ended('exported', 'sampled', 'free_sample', 'checked_out'),
  },
  override: {
    to: paths.undoEnding,
    route: 'endings.overrideUndo',
    fits: ({ kind, state = '' }) =>
      kind === 'end' &&
      ['dispensed', 'exported', 'sampled', 'free_sample', 'checked_out', 'stolen', 'lost'].includes(state),
  },
}

/** What the regulator may do with anybody's goods. */
const ofRegulator: Readonly<Partial<Record<Step, Way['fits']>>> = {
  setAside: ({ kind }) => kind === 'institution',
  release: ({ kind }) => kind === 'quarantine',
}

/**
 * Buttons that lead on from a pack or container to where something is done with it, as though it were scanned there.
 *
 * @param code - as a scanner would give it
 */
export function NextSteps(props: {
  readonly code: string
  readonly holder: Whereabouts
  readonly kind: 'pack' | 'container'
  /** Whether something holds the goods back. */
  readonly isHeld?: boolean
  /** Only these are offered; all that fit unless given. */
  readonly only?: readonly Step[]
}) {
  const { code, holder, kind, isHeld = false, only } = props
  const words = useStepWords()
  const may = useMay()
  const navigate = useNavigate()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const steps = (Object.keys(ways) as Step[]).filter((step) => {
    const { route, fits, onlyPacks = false, notHeld = false } = ways[step]
    if (!may(route) || (onlyPacks && kind !== 'pack') || (notHeld && isHeld)) return false
    if (only && !only.includes(step)) return false
    return ((isRegulator && ofRegulator[step]) || fits)(holder, institution.gln)
  })
  if (steps.length === 0) return null
  return (
    <Group gap="xs" role="group" aria-label={words.next}>
      {steps.map((step) => (
        <Button
          key={step}
          variant="default"
          size="xs"
          onClick={() => {
            const [to = '', query] = ways[step].to.split('?')
            passOnScan(code)
            void navigate({ to, search: Object.fromEntries(new URLSearchParams(query)) } as never)
          }}
        >
          {words[step]}
        </Button>
      ))}
    </Group>
  )
}
