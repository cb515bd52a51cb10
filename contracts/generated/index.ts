// Generated from contracts/src by `npm run build -w contracts`. Changes here are overwritten.
export * from './Acts.ts'
export * from './Catalogue.ts'
export * from './Governance.ts'
export * from './Institutions.ts'
export * from './Inventory.ts'
export * from './Records.ts'
export * from './errors.ts'
export * from './events.ts'
