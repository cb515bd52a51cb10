type Args = Readonly<Record<string, unknown>>
type Sentence = string | ((args: Args) => string)

/** Why an institution may not do something; in the order of the ledger, which tells some by their number. */
const whyNot: Readonly<Record<string, string>> = {
  none: '没有限制',
  unknown_operator: '账户不是任何机构的操作员',
  auditor_only: '审计账户只能查看',
  not_active: '机构未处于有效状态',
  not_permitted: '未获准进行该操作',
  not_licensed: '没有当前有效的相应许可证',
}

/** Why goods of a lot may not be supplied; in the order of the ledger. */
const onHold: Readonly<Record<string, string>> = {
  none: '没有限制',
  unknown_lot: '批次未知',
  product_withdrawn: '药品已撤市',
  product_suspended: '药品已暂停',
  lot_recalled: '批次已召回',
  expired: '批次已过有效期',
}

/** Where a pack is instead of where it should be, as the server names it. */
const states: Readonly<Record<string, string>> = {
  elsewhere: '在其他机构',
  not_commissioned: '从未赋码',
  in_stock: '在库',
  packed: '在箱内',
  in_transit: '在途',
  opened: '已拆零',
  returned: '已退回，等待判定',
  rejected: '退回后被拒收',
  quarantined: '已隔离',
  dispensed: '已售出',
  dispensed_in_parts: '已拆零售完',
  administered: '已给药',
  exported: '已出口',
  sampled: '已抽样',
  free_sample: '已作为赠样发出',
  checked_out: '已出库核销',
  destroyed: '已销毁',
  stolen: '已报失窃',
  lost: '已报遗失',
  commissioning_voided: '赋码已作废',
  gone_unsaleable: '已退出流通且不可销售',
}

const named = (words: Readonly<Record<string, string>>, name: unknown): string =>
  (typeof name === 'string' && !/^\d+$/.test(name) ? words[name] : Object.values(words)[Number(name)]) ?? '原因不明'

/** Packs named in a refusal: the first by its serial, the others by their number. */
function packs({ serial, sscc, units }: Args): string {
  const count = Number(units ?? 1)
  const first = typeof serial === 'string' ? `药盒 ${serial}` : typeof sscc === 'string' ? `箱 ${sscc}` : '药盒'
  return count > 1 ? `${first} 等 ${count} 盒` : first
}

const day = (since: unknown): string => (typeof since === 'string' ? `（自 ${since.slice(0, 10)}）` : '')

function heldBack({ lots, hold }: Args): string {
  const [first] = Array.isArray(lots) ? (lots as readonly Args[]) : []
  if (first === undefined) return `${named(onHold, hold)}，不能供应`
  const more = (lots as readonly unknown[]).length - 1
  return `批次 ${String(first.lot)}：${named(onHold, first.hold)}，不能供应${more > 0 ? `；另有 ${more} 个批次不能供应` : ''}`
}

/** By the ledger's or the server's name for it. */
const sentences: Readonly<Record<string, Sentence>> = {
  ...Object.fromEntries(
    Object.entries(states).map(([state, words]) => [
      state,
      (args: Args) =>
        `${packs(args)}${words}${day(args.since)}${args.by === 'another' && state !== 'elsewhere' && state !== 'not_commissioned' ? '，在其他机构' : ''}`,
    ]),
  ),
  AccountState: '账户当前状态不允许该操作',
  ActsBadSignature: '签名无效',
  ActsExpired: '送达过晚：签名的有效时间已过',
  ActsNoContract: '目标合约不存在',
  ActsOutOfGas: '交易执行资源不足',
  ContainerEmpty: '箱内没有药品',
  DirectoryMissing: '缺少必填内容',
  DirectoryOnlyGovernance: '只有监管机构可以决定',
  EngineCannot: '本服务器无法在底层链上完成该变更',
  EngineDiffers: '底层链上该节点的角色与此不符',
  EngineRefused: ({ code, zh }) => `底层链拒绝了该变更：${String(zh ?? code)}`,
  DocumentDiffers: '取得的文件与账本上的哈希不符',
  DocumentMalformed: '取得的文件与账本上的哈希相符，但格式不符合要求，未予保存',
  ObserveFirst: '该节点尚未加入群组：须先成为观察节点，再申请成为共识节点',
  FileDamaged: '文件已损坏，与账本上的哈希不符',
  GovernanceAlreadyApproved: '该账户已批准过此提案',
  GovernanceBadExpiry: '提案的截止时间须晚于现在，且不能过远',
  GovernanceBadThreshold: ({ operators }) => `至少需要一人批准，且不超过可批准的 ${String(operators)} 人`,
  GovernanceClosed: '提案已结束',
  GovernanceExpired: '提案已过期',
  GovernanceFailed: '提案已获批准，但执行失败',
  GovernanceNotProposer: '只有提案人可以撤回',
  GovernanceOnlyItself: '只能通过提案进行',
  GovernanceUnknownProposal: '提案不存在',
  InstitutionsAccountTaken: '该账户已属于一家机构',
  InstitutionsBadAccount: '该账户不能参与',
  InstitutionsBadGln: 'GLN 无效',
  InstitutionsBadKind: '机构类型不允许该操作',
  InstitutionsBadLicence: '许可证须有编号，且截止日期晚于起始日期',
  InstitutionsBadRole: '角色无效',
  InstitutionsLastAdmin: '不能移除机构的最后一名管理员',
  InstitutionsNotAdmin: '该账户不是本机构的管理员',
  InstitutionsNotOperator: '该账户不是本机构的操作员',
  InstitutionsOnlyGovernance: '只有监管机构可以决定',
  InstitutionsRefused: ({ gln, refusal }) => `机构 ${String(gln ?? '')} ${named(whyNot, refusal)}`,
  InstitutionsTooManyLicences: ({ most }) => `一家机构最多有 ${String(most)} 张许可证`,
  InstitutionsWrongStatus: '机构当前状态不允许该操作',
  InventoryBadGln: 'GLN 无效',
  InventoryBadHolder: '货物去向无效',
  InventoryBadParts: '份数超过药盒余量',
  InventoryBadProof: '序列号不属于该批次',
  InventoryBadSscc: 'SSCC 无效',
  InventoryBadWitness: '需要第二名操作员作为见证人签名',
  InventoryContainerElsewhere: '箱不在此处',
  InventoryEmptySlice: '没有指明药盒',
  InventoryExpiryDiffers: '有效期与批次不符',
  InventoryIncomplete: ({ containers, units }) =>
    `未全部列出：发运单还剩 ${String(containers)} 箱、${String(units)} 盒`,
  InventoryMissing: '缺少必填内容',
  InventoryNestedInItself: '箱不能装入自身',
  InventoryNotHeld: '部分药盒不在应在的位置',
  InventoryNotReceiver: '收货方是其他机构',
  InventoryNotVoidable: '这些药盒的赋码不能作废',
  InventoryNotYours: '货物不在本机构',
  InventoryNothing: '没有列出货物',
  InventoryOnlyCatalogue: '只能由药品目录合约进行',
  InventoryOnlyGovernance: '只有监管机构可以决定',
  InventoryShipmentState: '发运单当前状态不允许该操作',
  InventoryShipmentTaken: '该发货方已有相同编号的发运单',
  InventoryToItself: '发货方与收货方是同一机构',
  InventoryTooDeep: '箱的嵌套层数过多',
  InventoryTooLate: '已超过可撤销的期限',
  InventoryTooManyLots: ({ most }) => `一个箱最多装 ${String(most)} 个批次`,
  InventoryWitnessedBefore: '见证人的签名已使用过',
  InventoryWrongState: '处于该状态的药盒不能这样操作',
  LotsAlreadyCommissioned: '该批次已有药盒赋码',
  LotsAlreadyRecalled: '该批次已召回',
  LotsBadDates: '有效期须晚于今天和生产日期',
  LotsBadRecallClass: '召回级别无效',
  LotsBadRun: '一次赋码的数量超出范围',
  LotsHeldBack: heldBack,
  LotsMissing: '缺少必填内容',
  LotsNotOwner: '该批次属于其他生产企业',
  LotsNotSerialised: '该批次的药盒没有序列号',
  LotsProductNotActive: '药品未处于有效状态',
  LotsRunTaken: '该段已经赋码',
  LotsSerialised: '该批次的药盒有序列号',
  LotsTaken: '该药品已有相同批号',
  LotsTooMany: ({ quantity }) => (quantity === undefined ? '超过批次数量' : `超过批次数量 ${String(quantity)} 盒`),
  LotsUnknown: '批次未知',
  NodesBadId: '节点编号须为 64 字节的公钥',
  NodesMissing: '缺少必填内容',
  NodesNotAdmin: '只有参与机构的管理员可以进行',
  NodesNotOwner: '该节点属于其他机构',
  NodesOnlyGovernance: '只有监管机构可以决定',
  NodesSameRole: '节点已是该角色',
  NodesTaken: '该节点已登记',
  NodesWrongWish: '这不是当前为该节点提出的申请',
  ProductsBadGtin: 'GTIN 无效',
  ProductsGtinTaken: '该 GTIN 已登记',
  ProductsMissing: '缺少必填内容',
  ProductsNotOwner: '该药品由其他机构负责',
  ProductsPackSizeFixed: '已有赋码药盒，包装规格不能更改',
  ProductsUnknown: '药品未知',
  ProductsWrongStatus: '药品当前状态不允许该操作',
  ProductsWrongVersion: '药品信息已被修改，请先查看最新版本',
  ProposalOpen: ({ proposal }) => `相同的提案已在进行：请批准提案 ${String(proposal)}`,
  RecordsAnchored: '内容已存证',
  RecordsMissing: '缺少必填内容',
  RecordsNotAuthor: '只有记录的作者可以更改',
  RecordsTaken: '记录已存在',
  RecordsUnknown: '记录未知',
  RecordsUnknownSubject: '记录的对象未知',
  RecordsVoided: '记录已作废',
  RecordsWrongVersion: '记录已被修改，请先查看最新版本',
  ServiceUnknown: '该机构没有登记可取得文件的服务地址',
  SsccsUsedUp: '本机构前缀下的 SSCC 已用完',
  UnitTreeEmpty: '没有列出药盒',
  erased: '信息已删除',
  tooMany: ({ most }) => `数量过多，最多 ${String(most)}`,
}

/**
 * Why the ledger, or the state of things, refuses, in Chinese; English is what the API itself tells. Undefined for a reason
 * that has no words here.
 *
 * @param reason - as a problem or a refused job has it
 */
export function refusalInChinese({ name, args }: { readonly name: string; readonly args: Args }): string | undefined {
  const sentence = sentences[name]
  return typeof sentence === 'function' ? sentence(args) : sentence
}
