import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/global.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import '@mantine/core/styles/Alert.layer.css'
import '@mantine/core/styles/Anchor.layer.css'
import '@mantine/core/styles/Button.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Container.layer.css'
import '@mantine/core/styles/Group.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/List.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import '@mantine/core/styles/SimpleGrid.layer.css'
import '@mantine/core/styles/Stack.layer.css'
import '@mantine/core/styles/Text.layer.css'
import '@mantine/core/styles/ThemeIcon.layer.css'
import '@mantine/core/styles/Timeline.layer.css'
import '@mantine/core/styles/Title.layer.css'
import '../ui/theme.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from '../core/i18n/language-provider.tsx'
import { listenForScans } from '../core/scan/listen.ts'
import { colourSchemeManager } from '../ui/colour-scheme.ts'
import { theme } from '../ui/theme.ts'
import { CheckPage } from './check-page.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
listenForScans()
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colourSchemeManager}>
      <LanguageProvider>
        <CheckPage />
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
)
