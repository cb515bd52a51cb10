export * from './signing.ts'
export * from './transaction.ts'
