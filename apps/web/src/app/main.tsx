import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '../ui/theme.css'
import { createRoot } from 'react-dom/client'
import { listenForScans } from '../core/scan/listen.ts'
import { Application } from './application.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
listenForScans()
createRoot(root).render(<Application />)
