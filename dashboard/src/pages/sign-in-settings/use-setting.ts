import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import type { Held } from './setting.tsx'

const listKey = ['settings', 'app.auth.']

/** Changes a setting at once; Undo puts back what was there, or the default where nothing was. */
export function useSetting(setting: Held, label: string) {
  const at = { params: { path: { key: setting.key } } }
  const put = (value: unknown) =>
    api.PUT('/api/v1/admin/settings/{key}', { ...at, body: { value: value as never } })
  return useAction({
    quiet: true,
    run: (value: unknown) => put(value),
    expect: {
      key: listKey,
      as: (held: Held[], value) =>
        held.map((one) => (one.key === setting.key ? { ...one, value } : one)),
    },
    changes: [listKey, ['auth', 'config']],
    done: `${label}: saved`,
    undo: () =>
      setting.source === 'default'
        ? api.DELETE('/api/v1/admin/settings/{key}', at)
        : put(setting.value),
  })
}
