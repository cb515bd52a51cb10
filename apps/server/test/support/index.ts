// What other workspaces need to test against a real server.
export { makeCertificate } from './make-certificate.ts'
export { openSupply, type SuppliedLot, type Supply } from './supply.ts'
export { deployThermometer } from './thermometer.ts'
export { openWorld, password, type World, type WorldOptions } from './world.ts'
