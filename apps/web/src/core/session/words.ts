import { defineWords } from '../i18n/messages.ts'

/** Words around signing in. */
export const useSessionWords = defineWords({
  en: () => ({
    signIn: 'Sign in',
    name: 'Name',
    password: 'Password',
    show: 'Show or hide the password',
  }),
  zh: () => ({
    signIn: '登录',
    name: '用户名',
    password: '密码',
    show: '显示或隐藏密码',
  }),
})
