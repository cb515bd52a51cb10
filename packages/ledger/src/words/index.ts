export * from './places.ts'
export * from './refusals.ts'
