export { createEndpoint, type EndpointOptions } from './endpoint.ts'
export { asRpcError, type RpcErrorObject } from './rpc-error.ts'
export type { Endpoint, NodeStatus, Profile, RequestFunction, RpcRequest } from './types.ts'
