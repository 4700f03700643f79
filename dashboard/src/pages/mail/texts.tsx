import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { useAddress } from '../../ui/address.ts'
import { Badge } from '../../ui/badge.tsx'
import { cx } from '../../ui/class-names.ts'
import { Select } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { type Language, languages } from './languages.ts'
import { TextEditor } from './text-editor.tsx'

export type Template = Item<Answer<'/api/v1/admin/email/templates'>['templates']>

const nameOf = (kind: string) => {
  const words = kind.replace(/^mfa/, 'second factor').replaceAll('_', ' ')
  return words[0]?.toUpperCase() + words.slice(1)
}

/** Every kind of mail at the left; its text and how it looks at the right. */
export function Texts() {
  const [{ kind, language = 'en' }, setAddress] = useAddress<{
    kind?: string
    language?: Language
  }>()
  const templates = useQuery(
    query(['mail-templates', language], (signal) =>
      api.GET('/api/v1/admin/email/templates', { params: { query: { language } }, signal }),
    ),
  )
  return (
    <Loaded query={templates}>
      {({ templates }) => {
        const chosen = templates.find((one) => one.kind === kind) ?? templates[0]
        return (
          <div className="grid items-start gap-5 lg:grid-cols-[220px_1fr]">
            <div className="grid gap-3">
              <Select
                aria-label="Language"
                value={language}
                options={languages}
                onChange={(language) => setAddress({ language })}
              />
              <nav aria-label="Kinds of mail" className="max-lg:max-h-52 max-lg:overflow-y-auto">
                {templates.map((one) => (
                  <button
                    key={one.kind}
                    type="button"
                    aria-current={one === chosen ? 'true' : undefined}
                    onClick={() => setAddress({ kind: one.kind })}
                    className={cx(
                      'flex h-8 w-full items-center justify-between gap-2 rounded-md px-2 text-left',
                      one === chosen
                        ? 'bg-pressed font-medium'
                        : 'text-muted hover:bg-hover hover:text-ink',
                    )}
                  >
                    <span className="truncate">{nameOf(one.kind)}</span>
                    {one.source === 'instance' && <Badge tone="accent">own</Badge>}
                  </button>
                ))}
              </nav>
            </div>
            {chosen && (
              <TextEditor
                key={`${chosen.kind}-${language}-${chosen.updated_at}`}
                template={chosen}
                title={nameOf(chosen.kind)}
              />
            )}
          </div>
        )
      }}
    </Loaded>
  )
}
