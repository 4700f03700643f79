import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'

/** Writes `docs/openapi.json` from the routes. Nothing is started. */
const dataDir = mkdtempSync(join(tmpdir(), 'flumen-openapi-'))
const app = buildApp(readConfig({ FLUMEN_DATA_DIR: dataDir }), pino({ level: 'silent' }))
const file = new URL('../../docs/openapi.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(app.document, null, 2)}\n`)
rmSync(dataDir, { recursive: true })
