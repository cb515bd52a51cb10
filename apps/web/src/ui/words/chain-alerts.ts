import type { ChainAlertRule, ThresholdUnit } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** What an alert of the chain is about. */
interface ChainAlertFacts {
  /** Of the node or the certificate; absent for this server itself. */
  readonly name?: string | undefined
  readonly value: number
}

/** A rule of the chain's monitoring in words: what it is called, what it found, and what is to be done then. */
interface ChainRuleWords {
  readonly title: Text
  readonly found: (facts: ChainAlertFacts) => Text
  readonly todo: Text
}

const counted = (count: number, one: string, other: string): string => `${count} ${count === 1 ? one : other}`
const minutes = (count: number) => counted(count, 'minute', 'minutes')
const blocks = (count: number) => counted(count, 'block', 'blocks')

function ends({ name = '', value }: ChainAlertFacts): Text {
  return value < 0
    ? { en: `${name} ran out ${counted(-value, 'day', 'days')} ago`, zh: `${name} 已过期 ${-value} 天` }
    : { en: `${name} runs out in ${counted(value, 'day', 'days')}`, zh: `${name} 将在 ${value} 天后到期` }
}
const free = ({ value }: ChainAlertFacts): Text => ({
  en: `${value} % of the disk is free`,
  zh: `磁盘剩余空间 ${value}%`,
})

/** All rules in words. */
export const chainRuleWords: Readonly<Record<ChainAlertRule, ChainRuleWords>> = {
  node_down: {
    title: { en: 'Node down', zh: '节点离线' },
    found: ({ name, value }) =>
      name === undefined
        ? {
            en: `The node of this server has not answered for ${minutes(value)}`,
            zh: `本服务器连接的节点已 ${value} 分钟无应答`,
          }
        : { en: `${name} has been down for ${minutes(value)}`, zh: `节点 ${name} 已离线 ${value} 分钟` },
    todo: {
      en: 'Start the node again, or tell whoever runs it. What is written meanwhile waits, and is finished by itself.',
      zh: '请重启该节点，或通知其运维方。期间提交的写入会等待，恢复后自动完成。',
    },
  },
  height_still: {
    title: { en: 'No new blocks', zh: '区块停止增长' },
    found: ({ value }) => ({
      en: `No block for ${minutes(value)}, though there is work for one`,
      zh: `有待处理的写入，但已 ${value} 分钟没有新区块`,
    }),
    todo: {
      en: 'See which sealers are up and reach each other: a block takes more than two thirds of them.',
      zh: '检查各共识节点是否在线且互通：出块需要超过三分之二的共识节点。',
    },
  },
  lag: {
    title: { en: 'Node behind', zh: '节点落后' },
    found: ({ value }) => ({
      en: `The node of this server lacks ${blocks(value)}`,
      zh: `本服务器连接的节点落后 ${value} 个区块`,
    }),
    todo: {
      en: 'Check its connections to other nodes and its disk. Screens are late until it has caught up.',
      zh: '检查该节点与其他节点的连接及磁盘。追上之前，页面数据会有延迟。',
    },
  },
  missing_signer: {
    title: { en: 'Signatures missing', zh: '共识签名缺失' },
    found: ({ name = '', value }) => ({
      en: `${name} has not signed ${counted(value, 'newest block', 'of the newest blocks')}`,
      zh: `节点 ${name} 未签署最新区块中的 ${value} 个`,
    }),
    todo: {
      en: 'Check process, clock and key of the node: while it does not sign, fewer of the others may fail.',
      zh: '检查该节点的进程、时钟和密钥：它不参与签名期间，可容许失效的其他节点更少。',
    },
  },
  view_changes: {
    title: { en: 'Views change often', zh: '视图切换频繁' },
    found: ({ value }) => ({
      en: `${counted(value, 'change', 'changes')} of view within ten minutes`,
      zh: `十分钟内视图切换 ${value} 次`,
    }),
    todo: {
      en: 'Sealers give each other up: check the network between them, and how busy they are.',
      zh: '共识节点之间频繁超时：检查节点间网络和负载。',
    },
  },
  pool_depth: {
    title: { en: 'Many transactions wait', zh: '待打包交易过多' },
    found: ({ value }) => ({
      en: `${counted(value, 'transaction waits', 'transactions wait')} for a block`,
      zh: `有 ${value} 笔交易等待打包`,
    }),
    todo: {
      en: 'Wait if it shrinks. If it grows, see under “Calls” who sends so much.',
      zh: '若数量在下降，请等待；若持续增长，请在“调用审计”中查看来源。',
    },
  },
  certificate_soon: {
    title: { en: 'Certificate runs out', zh: '证书即将到期' },
    found: ends,
    todo: { en: 'Have a new one issued, and put it in its place.', zh: '请申请新证书并替换。' },
  },
  certificate_urgent: {
    title: { en: 'Certificate runs out in days', zh: '证书临近失效' },
    found: ends,
    todo: {
      en: 'Replace it now: once it has run out, others refuse the connection.',
      zh: '请立即更换：证书失效后，其他节点会拒绝连接。',
    },
  },
  clock_skew: {
    title: { en: 'Clocks differ', zh: '时钟偏差' },
    found: ({ value }) => ({
      en: `The clocks of this server and of the chain are ${counted(value, 'second', 'seconds')} apart`,
      zh: `本服务器与链上时间相差 ${value} 秒`,
    }),
    todo: {
      en: 'Check that this machine and the nodes set their clocks by the network (NTP).',
      zh: '检查本机及各节点的网络时间同步（NTP）。',
    },
  },
  disk_low: {
    title: { en: 'Disk fills up', zh: '磁盘空间不足' },
    found: free,
    todo: {
      en: 'Make room, or move the data folder to a larger disk.',
      zh: '请清理空间，或将数据目录迁移到更大的磁盘。',
    },
  },
  disk_critical: {
    title: { en: 'Disk nearly full', zh: '磁盘即将写满' },
    found: free,
    todo: {
      en: 'Make room now: nothing is lost, but soon nothing can be written any more.',
      zh: '请立即清理：数据不会丢失，但很快将无法写入。',
    },
  },
  lanes_resting: {
    title: { en: 'Lanes rest', zh: '通道账户暂停' },
    found: ({ value }) => ({
      en: `${counted(value, 'lane rests', 'lanes rest')} after a fault`,
      zh: `有 ${value} 个通道账户因故障暂停`,
    }),
    todo: {
      en: 'Writes go on with the others, more slowly. The log says what the chain refused: mostly a balance that is used up.',
      zh: '写入由其余通道账户继续，速度会变慢。日志中有链上拒绝的原因，多为余额用尽。',
    },
  },
  read_model_behind: {
    title: { en: 'Screens behind', zh: '页面数据落后' },
    found: ({ value }) => ({
      en: `What screens show lacks ${blocks(value)}`,
      zh: `页面数据落后链上 ${value} 个区块`,
    }),
    todo: {
      en: 'Wait if it shrinks. If it does not, the log of the server says what it cannot read.',
      zh: '若差距在缩小，请等待；否则请查看服务器日志中的读取错误。',
    },
  },
}

const units: Readonly<Record<ThresholdUnit, readonly [one: string, other: string, zh: string]>> = {
  minutes: ['minute', 'minutes', ' 分钟'],
  seconds: ['second', 'seconds', ' 秒'],
  days: ['day', 'days', ' 天'],
  blocks: ['block', 'blocks', ' 个区块'],
  changes: ['change', 'changes', ' 次'],
  transactions: ['transaction', 'transactions', ' 笔'],
  lanes: ['lane', 'lanes', ' 个'],
  percent: ['%', '%', '%'],
}

/** A threshold with its unit. */
export function thresholdWords(value: number, unit: ThresholdUnit): Text {
  const [one, other, zh] = units[unit]
  return { en: counted(value, one, other), zh: `${value}${zh}` }
}

/** The unit alone, as it stands beside a field. */
export function unitWords(unit: ThresholdUnit): Text {
  const [, other, zh] = units[unit]
  return { en: other, zh: zh.trim() }
}
