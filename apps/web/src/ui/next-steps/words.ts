import { defineWords } from '../../core/i18n/messages.ts'

export const useStepWords = defineWords({
  en: () => ({
    next: 'What can be done next',
    part: 'Dispense a part',
    takeBack: 'Take back',
    administer: 'Give to a patient',
    judge: 'Judge the return',
    release: 'Release from quarantine',
    setAside: 'Put into quarantine',
    takeOut: 'Take out of circulation',
    destroy: 'Destroy',
    putBack: 'Put back into circulation',
    override: 'Put back by order',
    unpack: 'Take it out of its case',
  }),
  zh: () => ({
    next: '可执行的操作',
    part: '拆零发药',
    takeBack: '接收退货',
    administer: '登记给药',
    judge: '退货判定',
    release: '解除隔离',
    setAside: '实施隔离',
    takeOut: '退出流通',
    destroy: '销毁',
    putBack: '恢复流通',
    override: '监管恢复',
    unpack: '从箱中取出',
  }),
})
