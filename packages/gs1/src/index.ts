export * from './ai/application-identifiers.ts'
