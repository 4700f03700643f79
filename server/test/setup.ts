import { type Cluster, startCluster } from './database.ts'

/** Once per run of the suite: every test file clones this cluster's template. */
let cluster: Cluster | undefined

export async function globalSetup(): Promise<void> {
  cluster = await startCluster()
  process.env.FLUMEN_TEST_TEMPLATE = cluster.templateUrl
}

export async function globalTeardown(): Promise<void> {
  await cluster?.stop()
}
