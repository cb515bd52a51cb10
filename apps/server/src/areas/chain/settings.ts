import type { chainSettingRoutes } from '@theriac/api'
import type { Administration } from '@theriac/ledger'
import type { Handlers } from '../../http/handler.ts'
import { doneOnEngine } from './engine-change.ts'

/** What the handlers of settings need. */
export interface ChainSettingDeps {
  readonly administration: Administration
}

/** What the chain is set to, and whether one's own nodes agree on it. */
export function createChainSettingHandlers({ administration }: ChainSettingDeps): Handlers<typeof chainSettingRoutes> {
  return {
    async systemConfig() {
      const config = await administration.systemConfiguration()
      return { config: config.supported ? { ...config, value: [...config.value] } : config }
    },

    async configDrift() {
      const drift = await administration.drift()
      if (!drift.supported) return { drift }
      const { nodes, differences } = drift.value
      return {
        drift: {
          supported: true,
          value: {
            nodes: [...nodes],
            differences: differences.map(({ key, values }) => ({ key, values: [...values] })),
          },
        },
      }
    },

    async setSystemConfig({ params: { key }, body: { value, forever = false } }) {
      const done = doneOnEngine(await administration.setConfiguration(key, value, forever))
      // What is on the engine stands, whatever becomes of the answer: asked for again, it is found made.
      return async () => done
    },
  }
}
