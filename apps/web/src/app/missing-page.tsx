import { IconLock, IconMap } from '@tabler/icons-react'
import { defineWords } from '../core/i18n/messages.ts'
import { paths } from '../core/paths.ts'
import { ButtonLink } from '../ui/app-link.tsx'
import { EmptyState } from '../ui/state/states.tsx'

const useWords = defineWords({
  en: () => ({
    none: 'There is no page here',
    noneDetail: 'The address may be misspelt, or the page is in another place now.',
    forbidden: 'This page is not for your account',
    forbiddenDetail: 'Ask an administrator of your institution if you need it.',
    home: 'To the start page',
  }),
  zh: () => ({
    none: '此处没有页面',
    noneDetail: '地址可能有误，或页面已移动。',
    forbidden: '您的账户无权查看此页面',
    forbiddenDetail: '如有需要，请联系本机构的管理员。',
    home: '返回首页',
  }),
})

/** For an address without a page. */
export function NotFoundPage() {
  const words = useWords()
  return (
    <EmptyState icon={IconMap} title={words.none} detail={words.noneDetail}>
      <ButtonLink to={paths.home}>{words.home}</ButtonLink>
    </EmptyState>
  )
}

/** For a page that the account may not see. */
export function ForbiddenPage() {
  const words = useWords()
  return (
    <EmptyState icon={IconLock} title={words.forbidden} detail={words.forbiddenDetail}>
      <ButtonLink to={paths.home}>{words.home}</ButtonLink>
    </EmptyState>
  )
}
