import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import type { User } from './users.tsx'

const nameOf = (user: User): string => user.email ?? user.username ?? user.id
const at = (user: User) => ({ params: { path: { id: user.id } } })

const changes = [['users'], ['user']] as const

/** Ends all their sessions at once; undone by letting them in again. */
export const useBan = () =>
  useAction({
    run: (user: User) => api.POST('/api/v1/admin/users/{id}/ban', { ...at(user), body: {} }),
    changes,
    done: (user) => `${nameOf(user)} is banned`,
    undo: (user) => api.POST('/api/v1/admin/users/{id}/unban', at(user)),
  })

export const useUnban = () =>
  useAction({
    run: (user: User) => api.POST('/api/v1/admin/users/{id}/unban', at(user)),
    changes,
    done: (user) => `${nameOf(user)} may sign in again`,
  })

export const useResetPassword = () =>
  useAction({
    run: (user: User) => api.POST('/api/v1/admin/users/{id}/reset-password', at(user)),
    done: (user) => `A mail with a link to a new password goes to ${nameOf(user)}`,
  })

export const deleteUser = (user: User) => api.DELETE('/api/v1/admin/users/{id}', at(user))
