import { fileURLToPath } from 'node:url'
import { type Cluster, startCluster } from './database.ts'

/** Once per run of the suite: every test file clones this cluster's template. */
let cluster: Cluster | undefined

export async function globalSetup(): Promise<void> {
  cluster = await startCluster()
  process.env.FLUMEN_TEST_TEMPLATE = cluster.templateUrl
  // Each file is a process: what one has compiled, the next ones read.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../../node_modules/.cache/flumen-tests', import.meta.url),
  )
}

export async function globalTeardown(): Promise<void> {
  await cluster?.stop()
}
