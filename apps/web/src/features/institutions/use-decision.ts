import type { Client } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { client } from '../../core/api/client.ts'
import { useStrongActWords } from '../../ui/form/strong-act/words.ts'
import { useJob } from '../../ui/job/use-job.tsx'
import { useInstitutionWords } from './words.ts'

type Routes = Client['institutions']
type BodyOf<Verb extends keyof Routes> = Parameters<Routes[Verb]>[0] extends { readonly body: infer B } ? B : never

/** What the regulator decides about an institution with a reason alone. */
export type Verb = 'admit' | 'decline' | 'suspend' | 'reinstate' | 'retire'

type Decision =
  | { readonly verb: Verb; readonly body: BodyOf<Verb> }
  | { readonly verb: 'rename'; readonly body: BodyOf<'rename'> }
  | { readonly verb: 'setPermissions'; readonly body: BodyOf<'setPermissions'> }
  | { readonly verb: 'setLicences'; readonly body: BodyOf<'setLicences'> }
  | { readonly verb: 'appoint'; readonly body: BodyOf<'appoint'> }
  | { readonly verb: 'dismiss'; readonly account: `0x${string}`; readonly body: BodyOf<'dismiss'> }

/** Sends a decision; where one operator is not enough, it waits as a proposal. */
export function useDecision(gln: Gln) {
  const words = useInstitutionWords()
  const strongActs = useStrongActWords()
  return useJob(
    (decision: Decision, call) => {
      const params = { gln }
      switch (decision.verb) {
        case 'rename':
          return client.institutions.rename({ params, body: decision.body, ...call })
        case 'setPermissions':
          return client.institutions.setPermissions({ params, body: decision.body, ...call })
        case 'setLicences':
          return client.institutions.setLicences({ params, body: decision.body, ...call })
        case 'appoint':
          return client.institutions.appoint({ params, body: decision.body, ...call })
        case 'dismiss':
          return client.institutions.dismiss({
            params: { gln, account: decision.account },
            body: decision.body,
            ...call,
          })
        default:
          return client.institutions[decision.verb]({ params, body: decision.body, ...call })
      }
    },
    {
      done: ({ result: { proposal } }, { verb }) =>
        proposal.state === 'open' ? strongActs.proposed(proposal.needed) : words.done[verb],
    },
  )
}
