import { useLanguage } from '../../core/i18n/language-provider.tsx'

/** What an alert says of a pack, beside the server's own words, which are English. */
export interface AlertFacts {
  readonly code: string
  readonly cause?: string
  readonly detail: string
  readonly serial?: string | undefined
  readonly lot?: string | undefined
  readonly expiry?: string | undefined
}

type Sentence = (facts: { readonly pack: string; readonly lot: string; readonly expiry: string }) => string

const sentences: Readonly<Record<string, Sentence>> = {
  PC_02: ({ pack }) => `${pack}的序列号从未赋码`,
  LOT_03: ({ lot }) => `没有登记过${lot}`,
  LOT_12: ({ pack, expiry }) => `${pack}编码上的有效期${expiry}与批次登记的不一致`,
  LOT_13: ({ pack, lot }) => `${pack}不属于编码上的${lot}`,
  PCK_06: ({ pack }) => `要撤销的操作与${pack}的当前状态不符`,
  PCK_19: ({ pack }) => `${pack}已处于该状态，重复操作`,
  PCK_20: ({ pack }) => `对${pack}的操作已超过可撤销的期限`,
  PCK_21: ({ pack }) => `对${pack}的操作由其他机构完成，只有该机构可以撤销`,
  PCK_22: ({ pack }) => `${pack}此前已退出流通`,
  PCK_27: ({ pack }) => `${pack}的状态不能这样变更`,
}

/** By what lies behind it, where that says more than the code does. */
const byCause: Readonly<Record<string, Sentence>> = {
  double_dispense: ({ pack }) => `${pack}此前已售出，又有人尝试售出`,
  repeated_serial: ({ pack }) => `${pack}的序列号被多次赋码`,
}

/** Puts into words what an alert found: in English as the server does, in Chinese by its code and what it is about. */
export function useAlertDetail(): (alert: AlertFacts) => string {
  const { language } = useLanguage()
  return ({ code, cause = '', detail, serial, lot, expiry }) => {
    if (language === 'en') return detail
    const sentence = byCause[cause] ?? sentences[code]
    return (
      sentence?.({
        pack: serial === undefined ? '该药盒' : `药盒 ${serial} `,
        lot: lot === undefined ? '该批号' : `批号 ${lot}`,
        expiry: expiry === undefined ? '' : ` ${expiry} `,
      }) ?? code
    )
  }
}
