import { useInfiniteQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import type { Data } from '../../api/data.ts'
import { Dot } from '../../ui/badge.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { installersQuery, iso, type Mode, moreOf } from './queries.ts'

type Installer = Data<'/v1/apps/{id}/installations'>['data'][number]

const columns: readonly Column<Installer>[] = [
  {
    key: 'who',
    header: 'Organization',
    cell: ({ merchant_id }) => <Copyable text={merchant_id} />,
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ status }) => <Dot tone={status === 'active' ? 'good' : 'neutral'}>{status}</Dot>,
  },
  {
    key: 'scopes',
    header: 'Granted',
    className: 'max-sm:hidden',
    cell: ({ granted_scopes }) => granted_scopes.join(', '),
  },
  { key: 'since', header: 'Since', cell: ({ created }) => <Time at={iso(created)} /> },
]

/** Who has, or had, the app. */
export function Installers({ appId: id, mode }: { appId: string; mode: Mode }) {
  const found = useInfiniteQuery(installersQuery(mode, id))
  return (
    <Card flush title="Installations">
      <Loaded query={found}>
        {({ data }) => (
          <Table
            label="Installations"
            columns={columns}
            rows={data}
            more={moreOf(found)}
            rowKey={({ id }) => id}
            empty={<Empty icon={Building2} title="Nobody has it installed yet" />}
          />
        )}
      </Loaded>
    </Card>
  )
}
