export { type CheckResult, compareWithRecordings } from './checks/index.ts'
export { isNativeRecording, type Recording, readRecordings } from './recordings.ts'
export {
  openStandIn,
  type RecordedAnswer,
  type Responder,
  type RpcRequest,
  type StandIn,
  type StandInFault,
  type StandInOptions,
} from './stand-in.ts'
