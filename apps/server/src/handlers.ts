import { type Kind, largestFile } from '@theriac/api'
import type { Addresses, Administration, Carrier, Endpoint, Ledger } from '@theriac/ledger'
import { createConsortiumFigures, type Db, type Indexer, institutionQueries, type LeafIndex } from '@theriac/read-model'
import type { FastifyBaseLogger } from 'fastify'
import type { Directory } from './accounts/authenticate.ts'
import { createAccounts } from './accounts/index.ts'
import { type AccountKeys, createSignerFinder } from './accounts/keys.ts'
import type { CallNotes } from './accounts/sign-in/call-notes.ts'
import type { Vault } from './accounts/vault.ts'
import { createAboutHandlers } from './areas/about.ts'
import { createChainHandlers, createChainSettled } from './areas/chain/index.ts'
import {
  createClaims,
  createCommissioningHandlers,
  createCommissioningPreparers,
  createCommissioningSettled,
  createSerialStore,
} from './areas/commissioning/index.ts'
import { createDashboardHandlers, primeFigures } from './areas/dashboard/index.ts'
import { createDispensingHandlers } from './areas/dispensing/index.ts'
import { createDispensingSettled } from './areas/dispensing/settled.ts'
import { drugUseSettled } from './areas/drug-use/details.ts'
import { createDrugUseHandlers } from './areas/drug-use/index.ts'
import { destructionsSettled } from './areas/endings/destructions.ts'
import { createEndingHandlers } from './areas/endings/index.ts'
import { createExchangeHandlers } from './areas/exchange.ts'
import { createFileHandlers, sweepFiles } from './areas/files/index.ts'
import { createFileStore } from './areas/files/store.ts'
import { createGovernanceHandlers, createGovernanceSettled } from './areas/governance/index.ts'
import { createGroupHandlers } from './areas/groups.ts'
import { createInstitutionHandlers, createInstitutionSettled } from './areas/institutions/index.ts'
import { createJobHandlers } from './areas/jobs.ts'
import { createKeyHandlers } from './areas/keys/index.ts'
import { createLiveHandlers } from './areas/live.ts'
import { createLotHandlers } from './areas/lots/index.ts'
import { createMonitoringHandlers } from './areas/monitoring.ts'
import { createOversightHandlers } from './areas/oversight/index.ts'
import { createPackingHandlers } from './areas/packing.ts'
import { createPacks } from './areas/packs.ts'
import { createProductHandlers, createProductSettled } from './areas/products/index.ts'
import { createQuarantineHandlers } from './areas/quarantine.ts'
import { createRecallHandlers } from './areas/recalls.ts'
import { createRecordHandlers, createRecordsSettled } from './areas/records/index.ts'
import { createReportHandlers } from './areas/reports/index.ts'
import { createReturnHandlers } from './areas/returns/index.ts'
import { createScreeningHandlers } from './areas/screening/index.ts'
import { createShipmentHandlers, createShipmentSettled } from './areas/shipments/index.ts'
import { createStockHandlers } from './areas/stock.ts'
import type { ServerSettings } from './compose.ts'
import { createDocumentFetcher } from './exchange/fetch-document.ts'
import type { Groups } from './groups.ts'
import type { AllHandlers } from './http/handler.ts'
import type { Jobs } from './jobs/engine.ts'
import type { SettledHooks } from './jobs/hooks.ts'
import type { Preparers } from './jobs/prepare.ts'
import type { Bus } from './live/bus.ts'
import { createMonitoring } from './monitoring/index.ts'

/** What areas may need. Each takes of it what it does. */
export interface AreaDeps {
  readonly db: Db
  readonly leaves: LeafIndex
  readonly indexer: Indexer
  readonly ledger: Ledger
  readonly carrier: Carrier
  readonly endpoint: Endpoint
  readonly administration: Administration
  readonly addresses: Addresses
  readonly keys: AccountKeys
  readonly vault: Vault
  readonly bus: Bus
  readonly notes: CallNotes
  readonly groups: Groups
  readonly settings: ServerSettings
  /** Of the program. */
  readonly version: string
  readonly folders: { readonly files: string }
  /** Certificate files of nodes. */
  readonly certificates: readonly string[]
  /** Unix milliseconds. */
  readonly clock: () => number
  readonly log: FastifyBaseLogger
}

/** Everything that the server does, area by area: here a new area is put in. */
export function createAreas(deps: AreaDeps) {
  const { db, ledger, bus } = deps
  const institutions = institutionQueries(db)
  const directory: Directory = async (gln) => {
    const found = await institutions.find(gln)
    return found && { name: found.name, kind: found.kind as Kind, status: found.status, permissions: found.permissions }
  }
  const accounts = createAccounts({
    ...deps,
    directory,
    anchoredAt: (gln, hash) => ledger.reads.records.anchoredAt(gln, hash),
    loopbackSigners: deps.settings.loopbackSigners,
  })
  const live = createLiveHandlers({ bus, stands: accounts.authentication.stands })
  const serialStore = createSerialStore(deps)
  const claims = createClaims({ ...deps, store: serialStore })
  const commissioning = { ...deps, store: serialStore, claims }

  const packs = createPacks(deps)
  const monitoring = createMonitoring({ ...deps, told: packs.told })
  const consortium = createConsortiumFigures(db)
  const fileStore = createFileStore(deps.folders.files, { limit: largestFile })

  const exchange = {
    ...deps,
    reads: ledger.reads,
    chainId: ledger.chainId,
    store: fileStore,
    rules: { allowLoopback: deps.settings.loopbackPartners, allowPrivate: true },
  }

  const hooks: SettledHooks = packs.tellJobs({
    ...accounts.hooks,
    ...createInstitutionSettled({ follow: accounts.follow, clock: deps.clock }),
    ...createGovernanceSettled(deps),
    ...createChainSettled(deps),
    ...createProductSettled(deps),
    ...createDispensingSettled(deps),
    ...drugUseSettled,
    ...destructionsSettled,
    ...createRecordsSettled(),
    ...createCommissioningSettled(commissioning),
    ...createShipmentSettled(deps.clock),
  })
  const preparers: Preparers = createCommissioningPreparers(commissioning)

  return {
    accounts,
    monitoring,
    hooks,
    preparers,
    /** Handlers that need the engine of jobs get it here: the engine needs the hooks first. */
    handlersWith: (jobs: Jobs): AllHandlers => ({
      ...accounts.handlers,
      about: createAboutHandlers(deps),
      jobs: createJobHandlers({ db, jobs }),
      live,
      institutions: createInstitutionHandlers(deps),
      governance: createGovernanceHandlers(deps),
      products: createProductHandlers(deps),
      lots: createLotHandlers(deps),
      commissioning: createCommissioningHandlers(commissioning),
      packing: createPackingHandlers(commissioning),
      shipments: createShipmentHandlers(deps),
      stock: createStockHandlers(deps),
      dispensing: createDispensingHandlers(deps),
      drugUse: createDrugUseHandlers(deps),
      returns: createReturnHandlers(deps),
      endings: createEndingHandlers({ ...deps, signerOf: createSignerFinder(db, deps.keys) }),
      quarantine: createQuarantineHandlers(deps),
      ...packs.handlers,
      files: createFileHandlers({ ...deps, store: fileStore }),
      records: createRecordHandlers({ ...exchange, fetchDocument: createDocumentFetcher(exchange) }),
      exchange: createExchangeHandlers(exchange),
      reports: createReportHandlers(deps),
      dashboard: createDashboardHandlers({ ...deps, consortium }),
      oversight: createOversightHandlers({ ...deps, consortium }),
      recalls: createRecallHandlers(deps),
      screening: createScreeningHandlers(deps),
      chain: createChainHandlers(deps),
      monitoring: createMonitoringHandlers(deps),
      groups: createGroupHandlers(deps),
      keys: createKeyHandlers(deps),
    }),
    /** Starts what goes on beside requests. */
    start(): void {
      packs.start()
      monitoring.start()
      primeFigures(consortium, deps.clock()).catch((error: unknown) => {
        deps.log.error({ err: error }, 'figures could not be added up')
      })
      sweepFiles({ ...deps, store: fileStore }).catch((error: unknown) => {
        deps.log.error({ err: error }, 'files that nobody has could not be removed')
      })
    },
    async close(): Promise<void> {
      live.close()
      await monitoring.close()
      await packs.close()
    },
  }
}
