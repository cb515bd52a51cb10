import { defineWords } from '../../../core/i18n/messages.ts'

export const useRuleWords = defineWords({
  en: (f) => ({
    title: 'Alert rules of the chain',
    intro: 'What is watched for, and from when somebody is told: admins by notification, their machines by webhook.',
    mayNot:
      'Rules of this server are changed by an admin of the regulator, or of the institution that runs the server.',
    rule: 'Rule',
    told: 'Who is told',
    admins: 'All admins here',
    keepers: 'Those who look after the server',
    from: 'Threshold',
    urgency: 'Urgency',
    state: 'State',
    on: 'On',
    off: 'Off',
    above: (threshold: string) => `${threshold} or more`,
    below: (threshold: string) => `${threshold} or less`,
    change: 'Change',
    changeOf: (rule: string) => `Change: ${rule}`,
    watch: 'Watch for this',
    offMeans: 'When it is off, an open alert of this rule is closed, and nobody is told of another.',
    threshold: 'Threshold',
    bounds: (least: number, most: number, standard: number) =>
      `From ${f.number(least)} to ${f.number(most)}; ${f.number(standard)} unless changed.`,
    when: (samples: number, calm: number) =>
      samples === 1
        ? `Told as soon as one look shows it. Over after ${f.number(calm)} looks in a row clearly within bounds.`
        : `Told when ${f.number(samples)} looks in a row show it. Over after ${f.number(calm)} in a row clearly within bounds.`,
    outside: (least: number, most: number) => `A number from ${f.number(least)} to ${f.number(most)}`,
    save: 'Save',
    saved: 'The rule is changed',
  }),
  zh: (f) => ({
    title: '链上告警规则',
    intro: '监控内容及触发阈值：告警通过通知告知管理员，并通过 Webhook 推送到其系统。',
    mayNot: '本服务器的规则由监管机构管理员或服务器所属机构的管理员修改。',
    rule: '规则',
    told: '通知对象',
    admins: '本服务器全部管理员',
    keepers: '服务器负责人',
    from: '触发阈值',
    urgency: '紧急程度',
    state: '状态',
    on: '已启用',
    off: '已停用',
    above: (threshold: string) => `达到 ${threshold}及以上`,
    below: (threshold: string) => `降至 ${threshold}及以下`,
    change: '修改',
    changeOf: (rule: string) => `修改：${rule}`,
    watch: '启用此规则',
    offMeans: '停用后，该规则未恢复的告警会被关闭，且不再发出新的通知。',
    threshold: '阈值',
    bounds: (least: number, most: number, standard: number) =>
      `范围 ${f.number(least)} 至 ${f.number(most)}；默认值 ${f.number(standard)}。`,
    when: (samples: number, calm: number) =>
      samples === 1
        ? `一次检查发现即通知；连续 ${f.number(calm)} 次检查明显回到正常范围后恢复。`
        : `连续 ${f.number(samples)} 次检查发现后通知；连续 ${f.number(calm)} 次明显回到正常范围后恢复。`,
    outside: (least: number, most: number) => `请输入 ${f.number(least)} 至 ${f.number(most)} 之间的数`,
    save: '保存',
    saved: '规则已修改',
  }),
})
