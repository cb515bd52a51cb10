import type { SuspiciousPatterns } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** What is looked for, and why. */
export const patternWords: Readonly<Record<string, { readonly name: Text; readonly why: Text }>> = {
  repeated_serial: {
    name: { en: 'Serial made twice', zh: '序列号重复赋码' },
    why: {
      en: 'A serial stands for one pack: a fault of the line, or somebody has copied it.',
      zh: '一个序列号对应一盒药：可能是产线故障，也可能被仿制。',
    },
  },
  double_dispense: {
    name: { en: 'Dispensed twice', zh: '重复售出' },
    why: { en: 'One of the two packs is not what it says.', zh: '两盒中必有一盒不实。' },
  },
  refused_dispensing: {
    name: { en: 'Dispensing refused', zh: '售出被拒' },
    why: { en: 'A pack that was dispensed before, or never came.', zh: '药盒此前已售出，或从未到货。' },
  },
  recalled_on_shelf: {
    name: { en: 'Recalled packs on the shelf', zh: '召回药品仍在架' },
    why: { en: 'Nobody has looked for them.', zh: '未按召回要求下架。' },
  },
  stock_of_barred: {
    name: { en: 'Stock of a barred institution', zh: '停业机构仍有库存' },
    why: { en: 'It may not act: somebody must fetch the goods.', zh: '该机构无权操作，须派人取回药品。' },
  },
  shipment_difference: {
    name: { en: 'Difference at receipt', zh: '收货差异' },
    why: { en: 'What did not arrive is somewhere.', zh: '未到货的药盒必有去向。' },
  },
  losses: {
    name: { en: 'Many losses', zh: '大量丢失' },
    why: { en: 'Stolen and lost packs turn up somewhere.', zh: '被盗和丢失的药盒可能流入其他渠道。' },
  },
  unknown_serials: {
    name: { en: 'Many unknown serials', zh: '大量未知序列号' },
    why: { en: 'A batch of copies, or a scanner that spoils what it reads.', zh: '可能是成批仿制，或扫描设备异常。' },
  },
  shipment_overdue: {
    name: { en: 'Shipment overdue', zh: '发运逾期' },
    why: { en: 'Forgotten, or never sent.', zh: '可能被遗忘，或从未发出。' },
  },
  many_undone: {
    name: { en: 'Dispensed and taken back often', zh: '频繁撤销售出' },
    why: { en: 'It can hide packs that go another way.', zh: '可能掩盖药盒的其他流向。' },
  },
  many_refused: {
    name: { en: 'Many refused acts', zh: '操作频繁被拒' },
    why: { en: 'Somebody tries something, or needs help.', zh: '可能在试探，或需要指导。' },
  },
}

type Rule = SuspiciousPatterns['rules'][number]

/** How a pattern is called; one that is not known here by its own name. */
export const patternName = (rule: Rule['rule']): Text => patternWords[rule]?.name ?? { en: rule, zh: rule }
