import type { Text } from '../../core/i18n/language.ts'
import { actWords } from '../../ui/words/acts.ts'

interface StrongAct {
  readonly title: Text
  /** What it brings about, in a sentence. */
  readonly meaning?: Text
}

const act = (en: string, zh: string, meaningEn: string, meaningZh: string): StrongAct => ({
  title: { en, zh },
  meaning: { en: meaningEn, zh: meaningZh },
})

/** Strong acts as they are proposed, by contract and function. */
const acts: Readonly<Record<string, StrongAct>> = {
  'institutions.admit': act(
    'Admit an institution',
    '批准机构加入',
    'The institution takes part from then on, with the permissions that are usual for its kind.',
    '该机构即可参与，权限为同类机构的常规权限。',
  ),
  'institutions.decline': act(
    'Decline an application',
    '驳回申请',
    'The application is closed, and its account with it. The institution may apply again.',
    '申请及其账户一并关闭，该机构可以重新申请。',
  ),
  'institutions.suspend': act(
    'Suspend an institution',
    '暂停机构',
    'The institution can do nothing until it is reinstated; what it holds stays where it is.',
    '该机构在恢复前不能进行任何操作，其库存保持不动。',
  ),
  'institutions.reinstate': act(
    'Reinstate an institution',
    '恢复机构',
    'The institution can do again what it is permitted and licensed for.',
    '该机构可重新在权限和许可证范围内开展业务。',
  ),
  'institutions.retire': act(
    'Retire an institution',
    '机构退出',
    'The institution leaves for good. This cannot be undone.',
    '该机构将永久退出，此决定不能撤销。',
  ),
  'institutions.rename': act(
    'Rename an institution',
    '机构更名',
    'The institution is called otherwise from then on.',
    '该机构此后使用新名称。',
  ),
  'institutions.setPermissions': act(
    'Set permissions',
    '设置权限',
    'The institution may do what is listed here from then on, and nothing else.',
    '该机构此后仅可进行下列业务。',
  ),
  'institutions.setLicences': act(
    'Set licences',
    '设置许可证',
    'These licences take the place of all that the institution had.',
    '下列许可证将取代该机构原有的全部许可证。',
  ),
  'institutions.appoint': act(
    'Appoint an operator',
    '任命操作员',
    'What this account signs counts as done by the institution from then on.',
    '此后该账户签署的操作即视为该机构的行为。',
  ),
  'institutions.dismiss': act(
    'Dismiss an operator',
    '解除操作员',
    'The ledger takes nothing more that this account signs. What it did before stays.',
    '此后账本不再接受该账户签署的任何操作，其以往的操作保持有效。',
  ),
  'governance.setThreshold': act(
    'Set how many must agree',
    '设置批准人数',
    'So many operators must approve each strong act from then on.',
    '此后每项重大决定均须经此人数批准。',
  ),
  'catalogue.suspendProduct': act(
    'Suspend a product',
    '暂停药品',
    'No pack of the product may be supplied until it is reinstated.',
    '该药品恢复前不得供应任何药盒。',
  ),
  'catalogue.reinstateProduct': act(
    'Reinstate a product',
    '恢复药品',
    'The product may be supplied again.',
    '该药品可恢复供应。',
  ),
  'catalogue.withdrawProduct': act(
    'Withdraw a product',
    '药品撤市',
    'No pack of the product may be supplied any more, and there are no new lots. This cannot be undone.',
    '该药品不得再供应，也不能登记新批次。此决定不能撤销。',
  ),
  'nodes.approveRole': act(
    'Approve the role of a node',
    '批准节点角色',
    "The node may have the role that its institution asked for. The change is made on the chain's engine afterwards.",
    '该节点可获得其机构申请的角色，随后在底层链上执行变更。',
  ),
  'directory.listContract': act(
    'List a contract',
    '登记合约目录',
    'The directory names this contract from then on, in the place of the version before.',
    '此后合约目录指向该合约，取代原有版本。',
  ),
  'inventory.rejectShipment': act(
    'Refuse what is left of a shipment',
    '拒收发运余货',
    'What is left of the shipment goes back to its sender.',
    '发运中剩余的药品退回发货方。',
  ),
}

/** A strong act in words; one that is not listed is told as the ledger calls it. */
export const strongActOf = ({ contract, name }: { readonly contract: string; readonly name: string }): StrongAct =>
  acts[`${contract}.${name}`] ?? { title: actWords(name) }
