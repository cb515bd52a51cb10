import { nodesAbi } from '@theriac/contracts'
import { type Address, type Hex, zeroAddress } from 'viem'
import { type NodeRole, nodeRoles } from '../model/index.ts'
import { type Call, encoderOf } from './call.ts'

const call = encoderOf('nodes', nodesAbi)

const place = (role: NodeRole): number => nodeRoles.indexOf(role)

/**
 * An admin registers a node of the institution and asks for its first role.
 *
 * @param id - the node's public key, 64 bytes
 */
export function registerNode(id: Hex, name: string, wished: NodeRole): Call {
  return call('registerNode', [id, name, place(wished)])
}

/** An admin asks for another role of a node, in the place of what was asked for and is not approved yet. */
export function askForRole(node: Hex, wished: NodeRole): Call {
  return call('askForRole', [node, place(wished)])
}

/** Strong act: a node shall have the role that was seen asked for. */
export function approveRole(node: Hex, wished: NodeRole): Call {
  return call('approveRole', [node, place(wished)])
}

/** The regulator turns down what is asked for, or what was approved and not done. */
export function declineRole(node: Hex, reason: string): Call {
  return call('declineRole', [node, reason])
}

/** The regulator notes that the engine has made the change that was approved. */
export function noteRole(node: Hex): Call {
  return call('noteRole', [node])
}

/** Where other institutions' servers find an institution's own. */
export interface Service {
  readonly url: string
  /** Account that the server signs its answers with. */
  readonly signer: Address
}

/** An admin says where the institution's server is; undefined takes it back. */
export function setService(service: Service | undefined): Call {
  return call('setService', [service?.signer ?? zeroAddress, service?.url ?? ''])
}
