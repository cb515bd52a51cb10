import type { ChainOverviewView } from '@theriac/api'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { Hash } from '../frame/hash.tsx'
import { Moment } from '../frame/moment.tsx'
import { useOverviewWords } from './words.ts'

const gigabyte = 1e9

/** What the chain is known by, and how far this server is with it. */
export function ChainFacts({ overview }: { readonly overview: ChainOverviewView }) {
  const words = useOverviewWords()
  const format = useFormat()
  const { version, chainId, genesisHash, headTime, indexed, disk } = overview
  const size = (bytes: number) => `${format.number(Math.round(bytes / gigabyte))} GB`
  return (
    <Section title={words.facts}>
      <Facts
        facts={[
          [words.lastBlock, <Moment key="at" at={headTime} />],
          [
            words.indexed,
            <AppLink key="indexed" to={paths.block(indexed)}>
              {format.number(indexed)}
            </AppLink>,
          ],
          [words.version, version],
          [words.chainId, chainId],
          [words.genesis, <Hash key="genesis" value={genesisHash} to={paths.block(0)} />],
          [words.disk, words.diskOf(size(disk.freeBytes), size(disk.totalBytes))],
        ]}
      />
    </Section>
  )
}
