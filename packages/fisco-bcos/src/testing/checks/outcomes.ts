import { receiptShape } from '../../rpc/answers.ts'
import { systemFaultInWords, systemOutcome } from '../../system/index.ts'
import { isNativeRecording } from '../recordings.ts'
import { compareEach, type RecordedCheck, resultOf } from './check.ts'

/** What is known of acts that system contracts refused, by the name of the act. */
const refused: Readonly<Record<string, string>> = {
  addObserver_badid: 'NodeIdInvalid',
  addSealer_not_observer: 'ObserverFirst',
  admin_direct_addObserver: 'NoAuthority',
  admin_direct_setValue: 'NoAuthority',
  other_direct_addObserver: 'NoAuthority',
  other_direct_setValue: 'NoAuthority',
  native_admin_setValueByKey: 'NoAuthority',
  native_other_setValueByKey: 'NoAuthority',
  other_proposal_sysconfig: 'RevertInstruction NotGovernor',
  initAuth_noauth: 'PrecompiledError CommitteeExists',
  set_invalid_value: 'PrecompiledError Unknown',
  set_unknown_key: 'PrecompiledError Unknown',
}

/** Acts on system contracts: each refusal becomes its code, and everything else is done. */
export const outcomes: RecordedCheck = {
  name: 'acts on system contracts',
  run: (recordings) =>
    compareEach(
      recordings.filter(
        (recording) =>
          isNativeRecording(recording) &&
          /^(?:precompiles|bootstrap)-/.test(recording.file) &&
          resultOf(recording)?.logEntries !== undefined,
      ),
      async (recording) => {
        const act = recording.file.replace(/^.*\//, '').replace(/(?:_nativeReceipt)?\.json$/, '')
        const receipt = receiptShape(resultOf(recording), 'result')
        const outcome = systemOutcome(receipt)
        const wanted = refused[act] ?? 'done'
        if (outcome.ok)
          return [
            wanted !== 'done' && `done instead of ${wanted}`,
            /^admin_(?:proposal|readd)_/.test(act) && !outcome.value.carriedOut && 'proposed and not carried out',
          ]
        const { reason } = outcome
        const found = reason.code === 'Refused' ? reason.name : `${reason.statusName} ${reason.revert.name}`
        const words = systemFaultInWords(reason)
        return [
          found !== wanted && `${found} instead of ${wanted}`,
          words.zh === words.en && 'without words in Chinese',
        ]
      },
    ),
}
