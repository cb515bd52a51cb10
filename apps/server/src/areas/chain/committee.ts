import type { chainCommitteeRoutes } from '@theriac/api'
import type { Administration, CommitteeAct, CommitteeProposal, ProposedValues } from '@theriac/ledger'
import type { Address } from 'viem'
import type { Handlers } from '../../http/handler.ts'
import { doneOnEngine } from './engine-change.ts'

/** What the handlers of the engine's committee need. */
export interface ChainCommitteeDeps {
  readonly administration: Administration
}

const lower = (account: Address): Address => account.toLowerCase() as Address

function proposalView({ proposer, resource, agreed, against, values, ...proposal }: CommitteeProposal) {
  return {
    ...proposal,
    ...(values === undefined ? {} : { values: valuesView(values) }),
    proposer: lower(proposer),
    resource: lower(resource),
    agreed: agreed.map(lower),
    against: against.map(lower),
  }
}

const valuesView = ({ account, ...values }: ProposedValues) => ({
  ...values,
  ...(account === undefined ? {} : { account: lower(account) }),
})

/** The committee of the engine, and what only it decides. */
export function createChainCommitteeHandlers({
  administration,
}: ChainCommitteeDeps): Handlers<typeof chainCommitteeRoutes> {
  async function propose(act: CommitteeAct) {
    const value = doneOnEngine(await administration.propose(act))
    return async () => value
  }

  return {
    async permissions() {
      const committee = await administration.committee()
      if (!committee.supported) return { committee }
      const { governors, own, ...rest } = committee.value
      return {
        committee: {
          supported: true,
          value: {
            ...rest,
            governors: governors.map(({ account, weight }) => ({ account: lower(account), weight })),
            ...(own === undefined ? {} : { own: lower(own) }),
          },
        },
      }
    },

    async committeeProposals({ query: { limit = 25, before } }) {
      const proposals = await administration.proposals(limit, before)
      if (!proposals.supported) return { proposals }
      return {
        proposals: { ...proposals, value: { ...proposals.value, items: proposals.value.items.map(proposalView) } },
      }
    },

    // What is on the engine stands, whatever becomes of the answer: asked for again, it is refused as done already.
    async voteInCommittee({ params: { proposal }, body: { agree } }) {
      const value = doneOnEngine(await administration.vote(proposal, agree))
      return async () => value
    },

    async revokeInCommittee({ params: { proposal } }) {
      const value = doneOnEngine(await administration.revoke(proposal))
      return async () => value
    },

    proposeGovernor: ({ params: { account }, body: { weight } }) => propose({ kind: 'governor', account, weight }),
    proposeRates: ({ body }) => propose({ kind: 'rates', ...body }),
    proposeDeployment: ({ body: { rule } }) => propose({ kind: 'deployment', rule }),
    proposeDeployer: ({ params: { account }, body: { may } }) => propose({ kind: 'deployer', account, may }),

    engineAccount: async ({ params: { account } }) => ({ account: await administration.account(account) }),

    async setEngineAccount({ params: { account }, body: { state, forever = false } }) {
      const value = doneOnEngine(await administration.setAccount(account, state, forever))
      return async () => value
    },
  }
}
