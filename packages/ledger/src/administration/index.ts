export { createFiscoBcosAdministration, type FiscoBcosParts } from './fisco-bcos/index.ts'
export * from './types.ts'
export { createWeb3Administration } from './web3-administration.ts'
