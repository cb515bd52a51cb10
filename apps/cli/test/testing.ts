/** For browser tests: `theriac` as a user starts it, over what imitates FISCO BCOS. */
export { signIn } from '../src/tour/sign-in.ts'
export { done, passphrase, start, work } from './cli-process.ts'
export { type FiscoNode, type FiscoNodeOptions, openFiscoNode } from './fisco-node/index.ts'
export { type OtherGovernor, otherGovernor } from './governor.ts'
