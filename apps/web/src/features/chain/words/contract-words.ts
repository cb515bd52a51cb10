import type { Text } from '../../../core/i18n/language.ts'

const named = (en: string, zh: string): Text => ({ en, zh })

const contracts: Readonly<Record<string, Text>> = {
  acts: named('Acts', '操作入口'),
  institutions: named('Institutions', '机构'),
  governance: named('Governance', '治理'),
  catalogue: named('Products and lots', '药品与批次'),
  inventory: named('Inventory', '库存'),
  records: named('Records', '记录'),
  nodes: named('Nodes', '节点'),
  directory: named('Directory', '合约目录'),
}

/** A contract in words; one that is not ours is told as it is called. */
export const contractWords = (name: string): Text => contracts[name] ?? named(name, name)

const events: Readonly<Record<string, Text>> = {
  ActTaken: named('Act done', '操作已执行'),
  ActRefused: named('Act refused', '操作被拒绝'),
  ActRepeated: named('Act sent again', '操作重复提交'),
  InstitutionAdmitted: named('Institution admitted', '机构获批加入'),
  InstitutionApplied: named('Institution applied', '机构申请加入'),
  InstitutionDeclined: named('Application declined', '申请被驳回'),
  InstitutionReinstated: named('Institution reinstated', '机构恢复'),
  InstitutionRenamed: named('Institution renamed', '机构更名'),
  InstitutionRetired: named('Institution left', '机构退出'),
  InstitutionSuspended: named('Institution suspended', '机构暂停'),
  KeyRotated: named('Key changed', '密钥更换'),
  LicencesSet: named('Licences set', '许可证设置'),
  OperatorAdded: named('Operator added', '操作员添加'),
  OperatorRemoved: named('Operator removed', '操作员移除'),
  PermissionsSet: named('Permissions set', '权限设置'),
  ProposalApproved: named('Proposal approved', '提案获批准'),
  ProposalCancelled: named('Proposal taken back', '提案撤回'),
  ProposalExecuted: named('Proposal in effect', '提案生效'),
  ProposalMade: named('Proposal made', '提案发起'),
  ThresholdSet: named('Approvals needed set', '批准人数设置'),
  LotAmended: named('Lot amended', '批次修订'),
  LotRecalled: named('Lot recalled', '批次召回'),
  LotRegistered: named('Lot registered', '批次登记'),
  ProductAmended: named('Product amended', '药品修订'),
  ProductRegistered: named('Product registered', '药品登记'),
  ProductStatusSet: named('Status of a product set', '药品状态变更'),
  QuantityCommissioned: named('Quantity commissioned', '按数量赋码'),
  RunCommissioned: named('Packs commissioned', '药盒赋码'),
  Administered: named('Administered', '给药'),
  Denested: named('Taken off a pallet', '离托盘'),
  Destroyed: named('Destroyed', '销毁'),
  Nested: named('Put onto a pallet', '装托盘'),
  Packed: named('Packed', '装箱'),
  PartDispensed: named('Dispensed in part', '拆零售出'),
  PartUndone: named('Part undone', '撤销拆零'),
  Reasoned: named('Reason given', '说明原因'),
  ShipmentClosed: named('Shipment closed', '发运关闭'),
  Shipped: named('Shipped', '发运'),
  ShippingVoided: named('Shipment voided', '发运作废'),
  Transferred: named('Goods moved', '货物转移'),
  Unpacked: named('Unpacked', '拆箱'),
  HashesAnchored: named('Hashes anchored', '哈希锚定'),
  RecordAmended: named('Record amended', '记录修订'),
  RecordVoided: named('Record voided', '记录作废'),
  RecordWritten: named('Record written', '记录写入'),
  NodeRegistered: named('Node registered', '节点登记'),
  NodeRoleApproved: named('Role of a node approved', '节点角色获批准'),
  NodeRoleAsked: named('Role of a node asked for', '节点角色申请'),
  NodeRoleDeclined: named('Role of a node declined', '节点角色申请被驳回'),
  NodeRoleSet: named('Role of a node changed', '节点角色变更'),
  ServiceSet: named('Server address set', '服务器地址设置'),
  ContractListed: named('Contract listed', '合约登入目录'),
}

/** An event of the contracts in words; one that is not ours is told as it is called. */
export const eventWords = (name: string): Text => events[name] ?? named(name, name)
