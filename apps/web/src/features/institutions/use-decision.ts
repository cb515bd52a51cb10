import type { Institution, Permission } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useJob } from '../../ui/job/use-job.tsx'
import { useInstitutionWords } from './words.ts'

/** What the regulator decides about an institution. */
export type Verb = 'admit' | 'decline' | 'suspend' | 'reinstate'

type Decision =
  | { readonly verb: Verb; readonly reason: string }
  | { readonly verb: 'setPermissions'; readonly reason: string; readonly permissions: Permission[] }

/** Sends a decision; where one operator is not enough, it waits as a proposal. */
export function useDecision(gln: Institution['gln']) {
  const words = useInstitutionWords()
  return useJob(
    (decision: Decision, call) => {
      const { verb, reason } = decision
      return verb === 'setPermissions'
        ? client.institutions.setPermissions({
            params: { gln },
            body: { reason, permissions: decision.permissions },
            ...call,
          })
        : client.institutions[verb]({ params: { gln }, body: { reason }, ...call })
    },
    {
      done: ({ result: { proposal } }, { verb }) =>
        proposal.state === 'open' ? words.proposed(proposal.needed) : words.done[verb],
    },
  )
}
