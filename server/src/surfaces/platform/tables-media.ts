import { withoutNulls } from '../../features/tables/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { Passed } from '../../kernel/send.ts'

/** In which of its forms a client takes rows (PostgREST's media types). */

interface Accepting {
  accept?: string
}

export const wantsOne = ({ accept = '' }: Accepting): boolean =>
  accept.includes('application/vnd.pgrst.object+json')

export const wantsCsv = ({ accept = '' }: Accepting): boolean => /^text\/csv\b/.test(accept)

const wantsNoNulls = ({ accept = '' }: Accepting): boolean =>
  /^application\/vnd\.pgrst\.(array|object)\+json\s*;\s*nulls=stripped\b/.test(accept)

/**
 * Plans tell of rows that their reader may not see, so only operators get them, and GeoJSON needs
 * PostGIS. Rows in their place would be taken for what was asked.
 * @throws 406
 */
export function mustBeOffered({ accept = '' }: Accepting): void {
  const isPlan = accept.includes('application/vnd.pgrst.plan')
  if (!isPlan && !/^application\/geo\+json\b/.test(accept)) return
  throw new AppError('invalid', 'not_acceptable', 'Rows are not offered in this form', {
    details: {
      hint: isPlan
        ? 'POST /api/v1/admin/explain-access shows plans to instance admins'
        : 'Ask for application/json: geometries are GeoJSON in it',
    },
  })
}

/** A row or rows as they were asked for. */
export function rowsAs(given: Accepting, text: string): Passed {
  const type = wantsOne(given) ? 'object' : wantsNoNulls(given) ? 'array' : undefined
  const parameters = wantsNoNulls(given) ? '; nulls=stripped' : ''
  return new Passed(
    wantsNoNulls(given) ? withoutNulls(text) : text,
    type && `application/vnd.pgrst.${type}+json${parameters}; charset=utf-8`,
  )
}
