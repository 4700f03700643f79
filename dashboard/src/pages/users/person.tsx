import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Told } from '../../api/faults.ts'
import { query } from '../../api/query.ts'
import { PageLink } from '../../ui/link.tsx'

/** Somebody of whom a list tells the id alone, by the address they are known by. */
export function Person({ id }: { id: string }) {
  const found = useQuery({
    ...query(['user', id], (signal) =>
      api.GET('/api/v1/admin/users/{id}', { params: { path: { id } }, signal }),
    ),
    retry: false,
  })
  const { email, username } = found.data ?? {}
  return <PageLink to={`/users/${id}`}>{email ?? username ?? id}</PageLink>
}

/** The account of an address. @throws Told at `email` where there is none */
export async function accountOf(address: string): Promise<{ id: string }> {
  const email = address.trim()
  const { data } = await api.GET('/api/v1/admin/users', {
    params: { query: { q: email, limit: 2 } },
  })
  const found = data.users.find((user) => user.email?.toLowerCase() === email.toLowerCase())
  if (!found) throw new Told(`${email} has no account here`, 'email')
  return found
}
