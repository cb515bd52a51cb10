// What other workspaces need to test against a real server.
export { openSupply, type SuppliedLot, type Supply } from './supply.ts'
export { openWorld, password, type World, type WorldOptions } from './world.ts'
