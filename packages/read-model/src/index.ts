export * from './core.ts'
export * from './queries/index.ts'
