import { defineWords } from '../../../core/i18n/messages.ts'

export const useLicenceWords = defineWords({
  en: () => ({
    one: (place: number) => `Licence ${place}`,
    number: 'Number',
    numberHelp: 'As the authority wrote it on the licence, for example GSP-2026-0417.',
    from: 'Valid from',
    to: 'Valid to',
    toHelp: 'The last day on which it counts. From the day after nothing can be done under it.',
    scope: 'It licenses',
    scopeHelp: 'Only what is written on the licence: the regulator compares it with the authority that issued it.',
    needsScope: 'Choose at least one',
    endsEarly: 'It ends before it begins',
    add: 'Add a licence',
    remove: (place: number) => `Remove licence ${place}`,
  }),
  zh: () => ({
    one: (place: number) => `许可证 ${place}`,
    number: '编号',
    numberHelp: '请按许可证原件填写，例如 GSP-2026-0417。',
    from: '有效期起',
    to: '有效期至',
    toHelp: '许可证有效的最后一天，次日起不能再凭此证经营。',
    scope: '许可范围',
    scopeHelp: '仅选择许可证上载明的范围，监管机构将向发证机关核实。',
    needsScope: '请至少选择一项',
    endsEarly: '截止日期早于起始日期',
    add: '添加许可证',
    remove: (place: number) => `删除许可证 ${place}`,
  }),
})
