import { defineWords } from '../../../core/i18n/messages.ts'

export const useRelatedWords = defineWords({
  en: () => ({
    lots: 'Lots',
    allLots: 'All lots',
    noLots: 'No lot of it is registered yet.',
    records: 'Records and documents',
    allRecords: 'All of them',
    writeRecord: 'Write a record',
    noRecords:
      'Nothing is written about it that your institution may see: no certificate, leaflet, note or inspection.',
    alerts: 'Alerts',
    expires: (day: string) => `expires ${day}`,
  }),
  zh: () => ({
    lots: '批次',
    allLots: '全部批次',
    noLots: '尚未登记批次。',
    records: '记录与文件',
    allRecords: '查看全部',
    writeRecord: '新建记录',
    noRecords: '没有本机构可查看的证书、说明书、流通记录或检查记录。',
    alerts: '警报',
    expires: (day: string) => `有效期至 ${day}`,
  }),
})
