import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './build/compress.ts'
import { slimApi } from './build/slim-api.ts'

export default defineConfig({
  plugins: [slimApi(), react(), compress()],
  worker: { format: 'es' },
  // The reader of barcodes names its file by its own address.
  optimizeDeps: { exclude: ['zxing-wasm'] },
  build: {
    outDir: 'dist',
    target: 'es2023',
    manifest: true,
    // An inlined picture would need a policy that lets data be loaded.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { index: 'index.html', check: 'check.html' },
      treeshake: { propertyReadSideEffects: false },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
