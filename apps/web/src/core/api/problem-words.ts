import { ApiError, type ProblemCode } from '@theriac/api'
import { defineWords } from '../i18n/messages.ts'

/** What went wrong, in words for whoever looks at the screen. */
export interface Fault {
  readonly title: string
  readonly detail: string
  /** Doing the same again may help. */
  readonly mayPass: boolean
}

const useWords = defineWords({
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
      NotReady: 'The server is not ready yet',
    },
  }),
  zh: () => ({
    away: '服务器没有响应',
    awayDetail: '请检查网络。没有数据丢失,请重试。',
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
      NotFound: '不存在,或您无权查看',
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
      NotReady: '服务器尚未就绪',
    },
  }),
})

/** Puts any error into words: of the API, of the network, of the page itself. */
export function useFaultWords(): (error: unknown) => Fault {
  const words = useWords()
  return (error) => {
    if (error instanceof ApiError) {
      const titles: Readonly<Record<ProblemCode, string>> = words.titles
      const { code, problem, status } = error
      return { title: titles[code], detail: problem.detail, mayPass: status >= 500 || status === 429 }
    }
    if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
      return { title: words.away, detail: words.awayDetail, mayPass: true }
    }
    return { title: words.odd, detail: error instanceof Error ? error.message : String(error), mayPass: false }
  }
}
