export { createFiscoBcosAdministration, type FiscoBcosParts } from './fisco-bcos/index.ts'
export { requireSameChain } from './fisco-bcos/same-chain.ts'
export * from './types.ts'
export { createWeb3Administration } from './web3-administration.ts'
