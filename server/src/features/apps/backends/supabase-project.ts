import type { Call, Line } from './line.ts'

/** One project of Supabase's, ready to be called. */
export interface Project {
  line: Line
  /** A call to the project with the rights of its service role. */
  call(method: string, path: string, body?: object, headers?: Record<string, string>): Call
}

export function openProject(
  line: Line,
  { url, serviceRoleKey }: { url: string; serviceRoleKey: string },
): Project {
  const credentials = { apikey: serviceRoleKey, authorization: `Bearer ${serviceRoleKey}` }
  return {
    line,
    call: (method, path, body, headers) => ({
      method,
      url: `${url}${path}`,
      headers: { ...credentials, ...headers },
      ...(body ? { body } : {}),
    }),
  }
}
