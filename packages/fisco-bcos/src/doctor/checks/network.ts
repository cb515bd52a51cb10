import { bad, type Check, good, judge, type Verdict } from '../verdict.ts'

const minuteMs = 60_000

/** How the nodes do with each other. */
export const networkChecks = {
  sealers: ({ consensus }) =>
    judge(consensus, ({ consensusNodesNum: all, connectedNodeList: here, minRequiredQuorum: needed }) => {
      const spare = BigInt(here) - needed
      const said = {
        en: `${here} of ${all} are connected, ${needed} are needed`,
        zh: `${all} 个共识节点中 ${here} 个在线，至少需要 ${needed} 个`,
      }
      if (spare < 0n)
        return bad('fault', said, {
          en: 'the chain stands still: bring nodes back; what was sent waits',
          zh: '链已停止出块：请恢复节点；已提交的操作将等待',
        })
      if (spare === 0n)
        return bad('warning', said, {
          en: 'one more failure halts the chain: bring nodes back, or add sealers; four are the fewest that survive one',
          zh: '再有一个节点故障链即停止：请恢复节点或增加共识节点；至少四个才能容忍一个故障',
        })
      return { state: 'good', found: said }
    }),
  synchronisation: ({ sync }) =>
    judge(sync, ({ blockNumber, knownHighestNumber, isSyncing, peers, genesisHash }) => {
      const lag = knownHighestNumber - blockNumber
      const stranger = peers.find((peer) => peer.genesisHash !== genesisHash)
      if (stranger)
        return bad(
          'fault',
          {
            en: `node ${stranger.nodeID.slice(0, 10)}… has another genesis`,
            zh: `节点 ${stranger.nodeID.slice(0, 10)}… 的创世块不同`,
          },
          {
            en: 'give it the group’s config.genesis and start it with an empty data folder',
            zh: '请使用本群组的 config.genesis，并以空数据目录启动该节点',
          },
        )
      if (isSyncing || lag > 1n)
        return bad(
          'warning',
          { en: `this node is ${lag} blocks behind`, zh: `本节点落后 ${lag} 个区块` },
          {
            en: 'wait; if its height stands still, stop it, empty its data folder, and let it synchronise',
            zh: '请等待；若高度不再变化，停止节点、清空数据目录后重新同步',
          },
        )
      const slow = peers.filter((peer) => knownHighestNumber - peer.blockNumber > 10n).length
      if (slow > 0)
        return bad(
          'warning',
          { en: `${slow} other nodes are more than 10 blocks behind`, zh: `其他 ${slow} 个节点落后超过 10 个区块` },
          { en: 'tell those who run them', zh: '请通知其运行机构' },
        )
      return good(
        `at height ${blockNumber}, like ${peers.length} others`,
        `高度 ${blockNumber}，与其他 ${peers.length} 个节点一致`,
      )
    }),
  clock: ({ askedAtMs, head, newest, sync }, nowMs) =>
    judge(head, ({ number }) =>
      judge(newest, (last) => {
        const ahead = Number(last.timestampMs) - nowMs
        if (ahead >= minuteMs) return wrongClock(seconds(ahead), 'ahead of', '快')
        const behind = askedAtMs - Number(last.timestampMs)
        if (behind < minuteMs) return good('the newest block has the time of this machine', '最新区块时间与本机一致')
        // A block that came while the chain was looked at was made since, unless the node fetches what others made long ago.
        const isUpToDate = sync.ok && !sync.value.isSyncing && sync.value.knownHighestNumber <= number + 1n
        if (last.number > number && isUpToDate) return wrongClock(seconds(behind), 'behind', '慢')
        return {
          state: 'unknown',
          found:
            last.number === 0n
              ? { en: 'no block has been made yet that would tell', zh: '尚无区块可供判断' }
              : {
                  en: `not ahead; whether it is behind is not to be seen, as the newest block is ${seconds(behind)} s old`,
                  zh: `未超前；最新区块已有 ${seconds(behind)} 秒，无法判断是否落后`,
                },
          advice: {
            en: 'no RPC tells a node’s time: run it again right after a transaction; on the nodes `timedatectl` tells',
            zh: 'RPC 不提供节点时间：请在交易完成后立即再次运行；也可在节点上用 `timedatectl` 查看',
          },
        }
      }),
    ),
} satisfies Record<string, Check>

const seconds = (ms: number): number => Math.round(ms / 1000)

const wrongClock = (by: number, en: string, zh: string): Verdict =>
  bad(
    'fault',
    {
      en: `the newest block is ${by} s ${en} this machine’s clock`,
      zh: `最新区块时间比本机${zh} ${by} 秒`,
    },
    { en: 'set the clocks of the nodes and of this machine by NTP', zh: '请用 NTP 校准各节点与本机时钟' },
  )
