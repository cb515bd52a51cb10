import { nodeRoles } from '@theriac/ledger'
import type { Hex } from 'viem'
import { glnText } from '../work/ids.ts'
import type { Wanted } from '../work/keys.ts'
import type { Rows } from '../work/tables.ts'
import type { Happening, Rules, Told } from './rule.ts'

type Names =
  | 'NodeRegistered'
  | 'NodeRoleAsked'
  | 'NodeRoleApproved'
  | 'NodeRoleDeclined'
  | 'NodeRoleSet'
  | 'ServiceSet'
  | 'ContractListed'

const ofNode = ({ node }: { readonly node: Hex }, keys: Wanted): void => keys.node(node)
const roleName = (role: number): string => nodeRoles[role] ?? 'none'

/** Changes a node, and tells it. */
function change(
  { args, work, seq }: Pick<Happening<Exclude<Names, 'ServiceSet' | 'ContractListed'>>, 'args' | 'work' | 'seq'>,
  act: string,
  changes: Partial<Rows['nodes']>,
  told: Readonly<Record<string, unknown>>,
): Told {
  const row = work.nodes.get(args.node)
  work.nodes.put({ ...row, ...changes, updatedSeq: seq })
  const { node, name } = row
  return { act, args: { node, name, ...told }, refs: [['institution', Number(row.gln)]] }
}

/** Nodes, servers and the directory. */
export const nodeRules: Rules<Names> = {
  NodeRegistered: {
    needs: ofNode,
    apply({ args: { node, gln, id, name }, work, seq }) {
      const fresh = { role: 'none', wished: 'none', wish: 'none', reason: null, registeredSeq: seq, updatedSeq: seq }
      work.nodes.put({ node, gln: glnText(gln), id, name, ...fresh })
      return { act: 'registerNode', gln: glnText(gln), args: { node, id, name } }
    },
  },
  NodeRoleAsked: {
    needs: ofNode,
    apply(happening) {
      const wished = roleName(happening.args.wished)
      return change(happening, 'askForRole', { wished, wish: 'asked', reason: null }, { wished })
    },
  },
  NodeRoleApproved: {
    needs: ofNode,
    apply(happening) {
      const wished = roleName(happening.args.wished)
      return change(happening, 'approveRole', { wish: 'approved' }, { wished })
    },
  },
  NodeRoleDeclined: {
    needs: ofNode,
    apply(happening) {
      const { reason } = happening.args
      const wished = roleName(happening.args.wished)
      return change(happening, 'declineRole', { wish: 'none', reason }, { wished, reason })
    },
  },
  NodeRoleSet: {
    needs: ofNode,
    apply(happening) {
      const role = roleName(happening.args.role)
      return change(happening, 'noteRole', { role, wish: 'none' }, { role })
    },
  },
  ServiceSet: {
    apply({ args, work, seq }) {
      const service = { signer: args.signer.toLowerCase(), url: args.url }
      work.services.set(glnText(args.gln), { gln: glnText(args.gln), ...service, seq })
      return { act: 'setService', gln: glnText(args.gln), args: service }
    },
  },
  ContractListed: {
    apply({ args: { name, target, version, abiHash }, work, seq }) {
      const listed = { name, target: target.toLowerCase(), version, abiHash }
      work.listedContracts.set(name, { ...listed, seq })
      return { act: 'listContract', args: listed }
    },
  },
}
