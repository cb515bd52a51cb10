import type { ScreeningVerdict } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'
import { defineWords } from '../../core/i18n/messages.ts'

/** What a buyer is told, in words. */
export const verdictWords: Readonly<Record<ScreeningVerdict, Text>> = {
  ok: { en: 'Nothing against it', zh: '未见异常' },
  look_closer: { en: 'Look closer', zh: '需进一步核实' },
  do_not_buy: { en: 'Do not buy', zh: '不建议采购' },
}

/** Rules in words: what is the matter where one applies. */
export const ruleWords: Readonly<Record<string, Text>> = {
  not_active: { en: 'It is not active in the consortium', zh: '当前不是有效成员' },
  was_suspended: { en: 'It was suspended within a year', zh: '一年内曾被暂停' },
  new_member: { en: 'It joined less than 90 days ago', zh: '加入不足 90 天' },
  may_not_ship: { en: 'No valid licence or permission to send goods', zh: '无有效的发货许可或权限' },
  licence_running_out: { en: 'Its licence to send goods ends within 60 days', zh: '发货许可将在 60 天内到期' },
  inspection_failed: { en: 'The newest inspection was failed', zh: '最近一次检查不通过' },
  inspection_deficient: { en: 'The newest inspection found deficiencies', zh: '最近一次检查发现缺陷' },
  grave_recalls: { en: 'Recalls of class 1 or 2 within a year', zh: '一年内有一级或二级召回' },
  falsified_packs: { en: 'Falsified or diverted packs were found within a year', zh: '一年内确认过假药或窜货' },
  open_alerts: { en: 'Three or more alerts are open', zh: '有三个以上警报未处理' },
  shipments_with_differences: { en: 'Shipments often did not arrive whole', zh: '发货差异偏多' },
  withdrawn_products: { en: 'Products of it were withdrawn', zh: '有药品被撤市' },
  repeated_serials: { en: 'Serials were used twice', zh: '存在重复序列号' },
  withdrawn: { en: 'Withdrawn for good', zh: '已永久撤市' },
  suspended: { en: 'Sales are suspended', zh: '已暂停销售' },
  retired: { en: 'No new lots are made; what there is may be sold', zh: '不再生产新批次，现有货品可售' },
  maker_not_active: { en: 'The factory that answers for it is not active', zh: '责任企业当前不是有效成员' },
}

export const useScreeningWords = defineWords({
  en: (f) => ({
    title: 'Screening',
    intro:
      'What the ledger tells of suppliers and drugs before you buy. The rules are the same for all; the decision is yours.',
    factory: 'Factories',
    distributor: 'Distributors',
    drugs: 'Drugs',
    what: 'What to screen',
    searchSuppliers: 'Name or GLN of a supplier',
    searchDrugs: 'Name, substance or GTIN of a drug',
    name: 'Name',
    gln: 'GLN',
    status: 'Status',
    pickColumn: 'Compare',
    verdict: 'What its record says',
    maker: 'Answerable',
    strength: 'Strength',
    pick: (name: string) => `Compare ${name}`,
    picked: (count: number) => f.plural(count, { one: '# chosen', other: '# chosen' }),
    compare: 'Compare side by side',
    compareHelp: 'Tick two or three to compare them side by side, or open one.',
    atMost: 'Three fit side by side',
    none: 'Nothing was found',
    noneDetail: 'Search for another name or number.',
    back: 'Search again',
    supplierTitle: 'Supplier screening',
    drugTitle: 'Drug screening',
    compareTitle: 'Comparison',
    inOrder: (good: number, all: number) => `${f.number(good)} of ${f.number(all)} known parts in order`,
    basedOn: (block: string) =>
      `Read from the ledger up to block ${block}. Counts of alerts and shipments are of the last 365 days.`,
    part: 'Part of the record',
    marks: { good: 'In order', unknown: 'Nothing known', look_closer: 'Look closer', do_not_buy: 'Stops a purchase' },
    csv: 'Save as CSV',
    unknown: 'It is not on the ledger',
    unknownDetail: 'Check the number: whoever takes part, and every registered drug, can be screened here.',
    parts: {
      standing: 'Standing',
      licence: 'Licence to send goods',
      inspections: 'Inspections',
      recalls: 'Recalls',
      alerts: 'Alerts',
      shipments: 'Deliveries',
      products: 'Products and serials',
      status: 'Status',
      maker: 'Answerable factory',
      serials: 'Serials',
    },
    memberSince: (day: string) => `member since ${day}`,
    until: (number: string, day: string) => `${number} until ${day}`,
    noLicence: 'no licence',
    noInspection: 'none on the ledger',
    inspected: (outcome: string, day: string, count: number) =>
      `newest: ${outcome.toLowerCase()}, ${day}; ${f.plural(count, { one: '# in all', other: '# in all' })}`,
    inspectedElsewhere: (count: number) =>
      f.plural(count, {
        one: '# inspection, its findings are on another server',
        other: '# inspections, their findings are on another server',
      }),
    recalled: (recalled: number, lots: number) =>
      `${f.number(recalled)} of ${f.plural(lots, { one: '# lot', other: '# lots' })} recalled`,
    noLots: 'it makes no lots',
    counted: (total: number, open: number, confirmed: number) =>
      total === 0
        ? 'none in a year'
        : `${f.number(total)} in a year, ${f.number(open)} open, ${f.number(confirmed)} confirmed as falsified or diverted`,
    sent: (sent: number, differing: number) =>
      sent === 0
        ? 'nothing sent in a year'
        : `${f.number(sent)} sent in a year, ${f.number(differing)} with uncleared differences`,
    made: (products: number, withdrawn: number, repeated: number) =>
      `${f.plural(products, { one: '# product', other: '# products' })}, ${f.number(withdrawn)} withdrawn; ${f.number(repeated)} repeated serials`,
    repeated: (repeated: number, commissioned: number) =>
      `${f.number(repeated)} repeated of ${f.number(commissioned)} made`,
    recallsTitle: 'Recalls',
    recallLine: (lot: string, level: number) => `Lot ${lot}, class ${level}`,
    inspectionsTitle: 'Inspections',
    found: (critical: number, major: number, other: number) =>
      `${f.number(critical)} critical, ${f.number(major)} major, ${f.number(other)} other deficiencies`,
    historyTitle: 'Standing over time',
    versionsTitle: 'Versions of its master data',
    versionNo: (version: number) => `Version ${f.number(version)}`,
    toRecord: 'Its page',
  }),
  zh: (f) => ({
    title: '供应商与药品筛查',
    intro: '采购前查看供应商和药品在账本上的记录。规则对所有人一致，由您自行决定。',
    factory: '生产企业',
    distributor: '批发企业',
    drugs: '药品',
    what: '筛查对象',
    searchSuppliers: '供应商名称或 GLN',
    searchDrugs: '药品名称、通用名或 GTIN',
    name: '名称',
    gln: 'GLN',
    status: '状态',
    pickColumn: '比较',
    verdict: '记录结论',
    maker: '责任企业',
    strength: '规格',
    pick: (name: string) => `选择 ${name} 进行比较`,
    picked: (count: number) => `已选 ${f.number(count)} 个`,
    compare: '并排比较',
    compareHelp: '勾选两至三个并排比较，或点击查看单个。',
    atMost: '最多并排比较三个',
    none: '没有找到',
    noneDetail: '请换个名称或编号搜索。',
    back: '重新搜索',
    supplierTitle: '供应商筛查',
    drugTitle: '药品筛查',
    compareTitle: '并排比较',
    inOrder: (good: number, all: number) => `有记录的 ${f.number(all)} 项中 ${f.number(good)} 项正常`,
    basedOn: (block: string) => `数据读取至账本区块 ${block}。警报和发货次数按最近 365 天统计。`,
    part: '记录项目',
    marks: { good: '正常', unknown: '无记录', look_closer: '需核实', do_not_buy: '不建议采购' },
    csv: '保存为 CSV',
    unknown: '账本上没有此项',
    unknownDetail: '请核对编号。所有成员机构和已登记药品均可在此筛查。',
    parts: {
      standing: '成员资格',
      licence: '发货许可',
      inspections: '检查',
      recalls: '召回',
      alerts: '警报',
      shipments: '交货',
      products: '药品与序列号',
      status: '状态',
      maker: '责任企业',
      serials: '序列号',
    },
    memberSince: (day: string) => `${day} 加入`,
    until: (number: string, day: string) => `${number}，有效期至 ${day}`,
    noLicence: '无许可证',
    noInspection: '账本上无检查记录',
    inspected: (outcome: string, day: string, count: number) =>
      `最近一次：${outcome}（${day}）；共 ${f.number(count)} 次`,
    inspectedElsewhere: (count: number) => `共 ${f.number(count)} 次检查，结论保存在其他服务器`,
    recalled: (recalled: number, lots: number) => `${f.number(lots)} 个批次中召回 ${f.number(recalled)} 个`,
    noLots: '不生产药品',
    counted: (total: number, open: number, confirmed: number) =>
      total === 0
        ? '一年内无警报'
        : `一年内 ${f.number(total)} 个，未处理 ${f.number(open)} 个，确认假药或窜货 ${f.number(confirmed)} 个`,
    sent: (sent: number, differing: number) =>
      sent === 0 ? '一年内未发货' : `一年内发货 ${f.number(sent)} 次，未处理差异 ${f.number(differing)} 次`,
    made: (products: number, withdrawn: number, repeated: number) =>
      `${f.number(products)} 个药品，撤市 ${f.number(withdrawn)} 个；重复序列号 ${f.number(repeated)} 个`,
    repeated: (repeated: number, commissioned: number) =>
      `已赋码 ${f.number(commissioned)} 盒，重复 ${f.number(repeated)} 个`,
    recallsTitle: '召回',
    recallLine: (lot: string, level: number) => `批号 ${lot}，${['一', '二', '三'][level - 1] ?? level}级召回`,
    inspectionsTitle: '检查',
    found: (critical: number, major: number, other: number) =>
      `严重缺陷 ${f.number(critical)} 项，主要缺陷 ${f.number(major)} 项，一般缺陷 ${f.number(other)} 项`,
    historyTitle: '成员资格变化',
    versionsTitle: '主数据版本',
    versionNo: (version: number) => `第 ${f.number(version)} 版`,
    toRecord: '查看详情',
  }),
})

/** How an institution's standing came about, in words. */
export const standingWords: Readonly<Record<string, Text>> = {
  InstitutionApplied: { en: 'Applied', zh: '申请加入' },
  InstitutionAdmitted: { en: 'Admitted', zh: '批准加入' },
  InstitutionDeclined: { en: 'Declined', zh: '驳回申请' },
  InstitutionSuspended: { en: 'Suspended', zh: '暂停' },
  InstitutionReinstated: { en: 'Reinstated', zh: '恢复' },
  InstitutionRetired: { en: 'Retired', zh: '退出' },
  InstitutionRenamed: { en: 'Renamed', zh: '更名' },
  LicencesSet: { en: 'Licences set', zh: '设置许可证' },
  PermissionsSet: { en: 'Permissions set', zh: '设置权限' },
}
