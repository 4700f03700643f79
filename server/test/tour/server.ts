import type { Stop } from './guide.ts'

export const serverStops: Stop[] = [
  {
    title: 'Is it well?',
    visit: async (guide) => {
      await guide.call('GET', '/health')
      await guide.call('GET', '/ready')
    },
  },
  {
    title: 'What can it do? (for people: /docs)',
    visit: async (guide) => {
      const document = await guide.call('GET', '/openapi.json')
      guide.note(`${Object.keys(document.paths).length} paths are described`)
    },
  },
]
