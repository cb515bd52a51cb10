import { MantineProvider, MantineThemeProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import 'dayjs/locale/zh-cn'
import { StrictMode, useState } from 'react'
import { createQueryClient } from '../core/api/query-client.ts'
import { LanguageProvider, useLanguage } from '../core/i18n/language-provider.tsx'
import { colourSchemeManager } from '../ui/colour-scheme.ts'
import { useStateWords } from '../ui/state/words.ts'
import { theme } from '../ui/theme.ts'
import { createAppRouter } from './router.tsx'

/** The application with everything around its pages. */
export function Application() {
  const [queryClient] = useState(createQueryClient)
  const [router] = useState(() => createAppRouter(queryClient))
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colourSchemeManager}>
        <LanguageProvider>
          <Localised>
            <QueryClientProvider client={queryClient}>
              {/* Where no page has its buttons: what is to be pressed next is never below one. */}
              <Notifications position="top-center" limit={4} />
              <RouterProvider router={router} />
            </QueryClientProvider>
          </Localised>
        </LanguageProvider>
      </MantineProvider>
    </StrictMode>
  )
}

function Localised({ children }: { readonly children: React.ReactNode }) {
  const { language } = useLanguage()
  const { close } = useStateWords()
  // Buttons that are but a cross have a name in the reader's language.
  const named = { defaultProps: { closeButtonProps: { 'aria-label': close } } }
  return (
    <MantineThemeProvider inherit theme={{ components: { Notification: named } }}>
      <DatesProvider settings={{ locale: language === 'zh' ? 'zh-cn' : 'en', firstDayOfWeek: 1 }}>
        {children}
      </DatesProvider>
    </MantineThemeProvider>
  )
}
