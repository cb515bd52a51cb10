import { isFiscoError } from '../errors.ts'
import type { Words } from '../words.ts'

/** Which of a node's two RPCs was asked. */
export type RpcSide = 'web3' | 'native'

/** What is wrong with a node, or with the way to it. */
export interface NodeFault {
  /** Literal, of the error. */
  readonly code: string
  readonly found: Words
  /** What to change. */
  readonly advice: Words
  /** Whether it may be well later without anybody changing a setting: the node is away, and not set up wrongly. */
  readonly passes: boolean
}

/** As the operator of a node knows them. */
const names = {
  web3: { option: '--web3', section: '[web3_rpc]', en: 'the Web3 RPC', zh: 'Web3 RPC' },
  native: { option: '--rpc', section: '[rpc]', en: 'the native RPC', zh: '原生 RPC' },
} as const satisfies Record<RpcSide, object>

/** Tells what came of asking a node, whatever was thrown. */
export function nodeFaultOf(error: unknown, side: RpcSide): NodeFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'Unknown'
  const passes = error instanceof Error && 'retryable' in error && error.retryable === true
  const [en, zh, adviceEn, adviceZh] = wordsFor(error, side) ?? [
    `it could not be found out (${code})`,
    `无法获知（${code}）`,
    `check the URL given with ${names[side].option}`,
    `请核对 ${names[side].option} 的地址`,
  ]
  return { code, passes, found: { en, zh }, advice: { en: adviceEn, zh: adviceZh } }
}

type FaultWords = readonly [en: string, zh: string, adviceEn: string, adviceZh: string]

function wordsFor(error: unknown, side: RpcSide): FaultWords | undefined {
  const { option, section, ...name } = names[side]
  const checkPort = [
    `something else listens there: check the port, which is listen_port in ${section} of the node’s config.ini`,
    `该端口由其他程序监听：请核对端口，应为节点 config.ini 中 ${section} 的 listen_port`,
  ] as const
  if (isFiscoError(error, 'NodeUnreachable')) {
    const { url, reason } = error.data
    const enable = side === 'web3' ? ' enable=true and' : ''
    return [
      `nothing answers at ${url} (${reason})`,
      `${url} 无应答（${reason}）`,
      `start the node; ${section} of its config.ini must have${enable} the listen_port that is given with ${option}`,
      `请启动节点；其 config.ini 的 ${section} 中${side === 'web3' ? '须设 enable=true，且' : ''} listen_port 须与 ${option} 一致`,
    ]
  }
  if (isFiscoError(error, 'NodeTimeout')) {
    const { url, timeoutMs } = error.data
    return [
      `${url} takes the question and gives no answer in ${timeoutMs / 1_000} s`,
      `${url} 已接受请求，但 ${timeoutMs / 1_000} 秒内未应答`,
      'look at the node’s log: it hangs, or too few sealers are left; a firewall may also hold the answer back',
      '请查看节点日志：节点可能已挂起，或共识节点不足；也可能被防火墙拦截',
    ]
  }
  if (isFiscoError(error, 'TlsRequired')) {
    const { url } = error.data
    return side === 'native'
      ? [
          `${url} speaks TLS, and the URL says http`,
          `${url} 使用 TLS，而地址为 http`,
          'set enable_ssl=false in [rpc] of the node’s config.ini (before 3.12 disable_ssl=true), with listen_ip=127.0.0.1',
          '请在节点 config.ini 的 [rpc] 中设置 enable_ssl=false（3.12 之前为 disable_ssl=true）及 listen_ip=127.0.0.1',
        ]
      : [
          `${url} speaks TLS, and the URL says http`,
          `${url} 使用 TLS，而地址为 http`,
          'the Web3 RPC itself speaks no TLS: check the port; where a proxy stands before it, write https://',
          'Web3 RPC 本身不使用 TLS：请核对端口；若前置代理使用 TLS，请改用 https://',
        ]
  }
  if (isFiscoError(error, 'TlsNotSpoken')) {
    const { url } = error.data
    return [`${url} does not speak TLS`, `${url} 未使用 TLS`, 'write the URL with http://', '请将地址改为 http://']
  }
  if (isFiscoError(error, 'TlsRefused')) {
    const { url, reason } = error.data
    return [
      `the TLS handshake with ${url} fails (${reason})`,
      `与 ${url} 的 TLS 握手失败（${reason}）`,
      'ask the node on its own machine over http://, or have this machine trust the certificate (NODE_EXTRA_CA_CERTS)',
      '请在节点本机通过 http:// 访问，或让本机信任该证书（NODE_EXTRA_CA_CERTS）',
    ]
  }
  if (isFiscoError(error, 'HttpStatus')) return statusWords(error.data, checkPort)
  if (isFiscoError(error, 'AnswerCutShort')) {
    const { url } = error.data
    return [
      `the answer of ${url} ends in its middle`,
      `${url} 的应答不完整`,
      'look at the logs of the node and of what stands between: one of them broke off',
      '请查看节点及中间代理的日志：连接被其中一方中断',
    ]
  }
  if (isFiscoError(error, 'AnswerNotJson')) {
    const { url, form } = error.data
    return [
      form === 'html' ? `a web page answers at ${url}` : `${url} answers with a text that is not JSON`,
      form === 'html' ? `${url} 返回的是网页` : `${url} 返回的不是 JSON`,
      ...checkPort,
    ]
  }
  if (isFiscoError(error, 'AnswerInvalid')) {
    const { method, expected } = error.data
    return [
      `what it answers to ${method} is not ${expected}`,
      `对 ${method} 的应答格式不符（应为 ${expected}）`,
      `it is no node of FISCO BCOS 3 that is ready: check the URL given with ${option}`,
      `该地址不是已就绪的 FISCO BCOS 3 节点：请核对 ${option} 的地址`,
    ]
  }
  if (isFiscoError(error, 'MethodUnknown')) {
    const { url, method } = error.data
    return [
      `${url} knows no ${method}`,
      `${url} 不支持 ${method}`,
      `it is not ${name.en} of FISCO BCOS 3: perhaps --web3 and --rpc were exchanged`,
      `该地址不是 FISCO BCOS 3 的${name.zh}：--web3 与 --rpc 可能填反`,
    ]
  }
  if (isFiscoError(error, 'GroupUnknown')) {
    const { url, group } = error.data
    return [
      `${url} is not in group ${group}, or the group is not started there`,
      `${url} 不在群组 ${group} 中，或该群组未启动`,
      'check --group: group_id in config.genesis of the node names the group it is in',
      '请核对 --group：节点 config.genesis 的 group_id 即其所在群组',
    ]
  }
  if (isFiscoError(error, 'RpcRefused')) {
    const { method, rpcCode, message } = error.data
    const said = message === '' ? `${rpcCode}` : `${rpcCode}, ${message}`
    return [
      `${method} is refused (${said})`,
      `${method} 被拒绝（${said}）`,
      'look at the node’s log: the node and this program may be of versions that do not fit',
      '请查看节点日志：节点版本与本程序可能不匹配',
    ]
  }
  return undefined
}

function statusWords(
  { url, status }: { readonly url: string; readonly status: number },
  checkPort: readonly [string, string],
): FaultWords {
  if (status >= 300 && status < 400)
    return [
      `${url} sends elsewhere (HTTP status ${status})`,
      `${url} 要求重定向（HTTP 状态 ${status}）`,
      'no node does that: give the URL of the node itself',
      '节点不会重定向：请填写节点本身的地址',
    ]
  if (status === 401 || status === 403)
    return [
      `${url} lets nobody in without being known (HTTP status ${status})`,
      `${url} 需要认证（HTTP 状态 ${status}）`,
      'write user and password into the URL, as http://user:password@host',
      '请在地址中写入用户名与密码，如 http://user:password@host',
    ]
  if (status >= 500 || status === 429)
    return [
      `${url} answers with HTTP status ${status}`,
      `${url} 返回 HTTP 状态 ${status}`,
      'a proxy stands there, and the node behind it does not answer: start the node, or ask it directly',
      '该处为代理，其后的节点未应答：请启动节点，或直接访问节点',
    ]
  return [`${url} answers with HTTP status ${status}`, `${url} 返回 HTTP 状态 ${status}`, ...checkPort]
}
