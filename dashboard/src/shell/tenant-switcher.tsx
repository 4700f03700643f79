import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Building2, Check, ChevronsUpDown, Settings2 } from 'lucide-react'
import { api } from '../api/client.ts'
import { query } from '../api/query.ts'
import { chooseTenant, currentTenant, usePerson } from '../session/session.ts'
import { useGo } from '../ui/link.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx'

/** The tenants that the person may work in. */
export function useTenants() {
  const { role } = usePerson()
  const isAdmin = role === 'instance_admin'
  return useQuery(
    query(['tenants', isAdmin ? 'all' : 'mine'], (signal) =>
      isAdmin
        ? api.GET('/api/v1/admin/tenants', { signal })
        : api.GET('/api/v1/admin/tenants/mine', { signal }),
    ),
  )
}

interface Tenant {
  id: string
  slug: string
  name: string
  is_default?: boolean
}

/** Whose data all pages show. */
export function TenantSwitcher() {
  const router = useRouter()
  const go = useGo()
  const tenants = (useTenants().data ?? []) as readonly Tenant[]
  const chosen = currentTenant()
  const here =
    tenants.find((tenant) => (chosen ? tenant.id === chosen : tenant.is_default)) ?? tenants[0]
  const choose = (tenant: Tenant) => {
    // By its id: metering and the registry take no other name.
    chooseTenant(tenant.is_default ? undefined : tenant.id)
    void router.invalidate()
  }
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Tenant: ${here?.name ?? 'default'}`}
          className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 hover:bg-hover slim:justify-center slim:px-0"
        >
          <Building2 aria-hidden className="size-4 shrink-0 text-faint" />
          <span className="min-w-0 grow truncate text-left font-medium slim:hidden">
            {here?.name ?? 'Default'}
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-faint slim:hidden" />
        </button>
      }
    >
      <MenuLabel>Tenant</MenuLabel>
      {tenants.map((tenant) => (
        <MenuItem
          key={tenant.id}
          icon={<Check className={tenant === here ? 'text-accent-text!' : 'invisible'} />}
          onSelect={() => choose(tenant)}
        >
          {tenant.name}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<Settings2 />} onSelect={() => go('/tenants')}>
        Manage tenants
      </MenuItem>
    </Menu>
  )
}
