import { ApiError, type Problem, type ProblemCode } from '@theriac/api'
import { defineWords } from '../i18n/messages.ts'
import { isNoAnswer } from './no-answer.ts'
import { ruleInChinese } from './rule-words.ts'

/** What went wrong, in words for whoever looks at the screen. */
export interface Fault {
  readonly title: string
  readonly detail: string
  /** Doing the same again may help. */
  readonly mayPass: boolean
}

/** What to do about a problem that says nothing more exact. */
export const advice: Readonly<Record<ProblemCode, string>> = {
  Malformed: '内容无法读取，请检查后重新提交。',
  Invalid: '请检查填写的内容。',
  NotSignedIn: '登录后可继续。',
  SessionExpired: '请重新登录后继续，已填写的内容不会丢失。',
  WrongCredentials: '请检查用户名和密码，注意大小写。',
  Forbidden: '如有需要，请联系本机构的管理员。',
  CsrfMissing: '页面已过期，请刷新后重试。',
  PasswordChangeRequired: '修改密码后可继续。',
  NotFound: '请检查编号是否正确；其他机构的内容不会显示。',
  MethodNotAllowed: '请返回上一页，从正确的入口操作。',
  WrongState: '情况可能已经变化，请刷新页面后查看。',
  AlreadyExists: '请使用其他编号或名称，或打开已有的内容。',
  Refused: '账本上的规则不允许该操作，没有任何更改。',
  TooLarge: '请减少内容或拆分后再提交。',
  UnsupportedMediaType: '请使用其他类型的文件。',
  IdempotencyKeyReused: '请刷新页面后重新提交。',
  LockedOut: '账户已暂时锁定，请稍后再试。',
  TooManyRequests: '请稍等片刻后重试。',
  Internal: '请稍后重试；如仍有问题，请联系管理员。',
  ChainAway: '没有数据丢失，请稍后重试。',
  DatabaseAway: '没有数据丢失，请稍后重试。',
  PartnerAway: '没有数据丢失，请稍后重试。',
  NotReady: '正在启动，请稍后重试。',
}

function detailInChinese({ code, errors = [], retryAfterSeconds }: Problem): string {
  const [first] = errors
  const rule = first && ruleInChinese(first.rule)
  if (first !== undefined && rule !== undefined) {
    return errors.length > 1 ? `${rule}（共 ${errors.length} 处）` : rule
  }
  return retryAfterSeconds === undefined ? advice[code] : `${advice[code]}（约 ${retryAfterSeconds} 秒后）`
}

/** Words of what can go wrong wherever the API is asked. */
export const useProblemTitles = defineWords({
  en: () => ({
    away: 'The server does not answer',
    awayDetail: 'Check the network. Nothing was lost: try again.',
    odd: 'Something went wrong in this page',
    titles: {
      Malformed: 'The request could not be read',
      Invalid: 'Something in it is not right',
      NotSignedIn: 'Sign in first',
      SessionExpired: 'The session has ended',
      WrongCredentials: 'Name or password is wrong',
      Forbidden: 'Your account may not do this',
      CsrfMissing: 'Reload the page and try again',
      PasswordChangeRequired: 'Change the password first',
      NotFound: 'There is no such thing, or it is not yours to see',
      MethodNotAllowed: 'This cannot be done here',
      WrongState: 'Its state does not allow it',
      AlreadyExists: 'It exists already',
      Refused: 'The ledger refused it',
      TooLarge: 'It is too large',
      UnsupportedMediaType: 'Files of this type are not taken',
      IdempotencyKeyReused: 'This was sent before with other content',
      LockedOut: 'Too many wrong passwords',
      TooManyRequests: 'Too many requests',
      Internal: 'Something went wrong in the server',
      ChainAway: 'The chain does not answer',
      DatabaseAway: 'The database does not answer',
      PartnerAway: 'The server of a partner does not answer',
      NotReady: 'The server is not ready yet',
    },
    detailOf: ({ detail }: Problem) => detail,
  }),
  zh: () => ({
    away: '服务器没有响应',
    awayDetail: '请检查网络。没有数据丢失，请重试。',
    odd: '页面出了问题',
    titles: {
      Malformed: '无法读取请求',
      Invalid: '内容有误',
      NotSignedIn: '请先登录',
      SessionExpired: '会话已结束',
      WrongCredentials: '用户名或密码错误',
      Forbidden: '您的账户无权执行此操作',
      CsrfMissing: '请刷新页面后重试',
      PasswordChangeRequired: '请先修改密码',
      NotFound: '不存在，或您无权查看',
      MethodNotAllowed: '此处不能执行该操作',
      WrongState: '当前状态不允许',
      AlreadyExists: '已经存在',
      Refused: '账本拒绝了该操作',
      TooLarge: '内容过大',
      UnsupportedMediaType: '不接受此类文件',
      IdempotencyKeyReused: '此前已用其他内容提交过',
      LockedOut: '密码错误次数过多',
      TooManyRequests: '请求过于频繁',
      Internal: '服务器出了问题',
      ChainAway: '区块链没有响应',
      DatabaseAway: '数据库没有响应',
      PartnerAway: '对方机构的服务器没有响应',
      NotReady: '服务器尚未就绪',
    },
    detailOf: detailInChinese,
  }),
})

/**
 * Puts an error into words without what the ledger says: for the public page, which must be small. Elsewhere it is
 * `useFaultWords`.
 */
export function usePlainFaultWords(): (error: unknown) => Fault {
  const words = useProblemTitles()
  return (error) => {
    if (error instanceof ApiError) {
      const titles: Readonly<Record<ProblemCode, string>> = words.titles
      const { code, problem, status } = error
      return { title: titles[code], detail: words.detailOf(problem), mayPass: status >= 500 || status === 429 }
    }
    if (isNoAnswer(error)) return { title: words.away, detail: words.awayDetail, mayPass: true }
    return { title: words.odd, detail: error instanceof Error ? error.message : String(error), mayPass: false }
  }
}
