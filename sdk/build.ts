import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Makes `dist/`, the package as it is published: ESM and its types, one file for each of `src/`. */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const dist = here('dist')

rmSync(dist, { recursive: true, force: true })
execFileSync(here('../node_modules/.bin/tsc'), ['-p', here('tsconfig.build.json')], {
  stdio: 'inherit',
})
cpSync(here('src/openapi.d.ts'), join(dist, 'openapi.d.ts'))
cpSync(here('README.md'), join(dist, 'README.md'))
cpSync(here('../LICENSE'), join(dist, 'LICENSE'))

// The compiler renames what is imported in code, and leaves it as it is in types.
for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts') || name === 'openapi.d.ts') continue
  const text = readFileSync(join(dist, name), 'utf8')
  writeFileSync(
    join(dist, name),
    text.replace(/(from |import\()(['"])(\.[^'"]*?)(?:\.d)?\.ts\2/g, '$1$2$3.js$2'),
  )
}

const {
  exports: _,
  scripts: __,
  devDependencies: ___,
  ...published
} = JSON.parse(readFileSync(here('package.json'), 'utf8'))
const door = (name: string) => ({ types: `./${name}.d.ts`, default: `./${name}.js` })
const exports = { '.': door('index'), './types': door('types/index') }
writeFileSync(
  join(dist, 'package.json'),
  `${JSON.stringify({ ...published, exports, types: './index.d.ts' }, null, 2)}\n`,
)
