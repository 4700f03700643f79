import { Link, useRouter } from '@tanstack/react-router'
import { type ComponentProps, type ReactNode, useCallback, useEffect, useRef } from 'react'
import { cx } from './class-names.ts'

/** Where a link leads: a path of the dashboard, filled in (`/users/…`), and what stands behind `?`. */
interface Target {
  to: string
  search?: Record<string, string>
}

// The pages are found in folders, so no type knows all paths.
const untyped = (target: Target & { replace?: boolean }) => target as never as { to: '.' }

interface PageLinkProps extends Omit<ComponentProps<'a'>, 'href'>, Target {
  /** Without the look of a link. */
  plain?: boolean
  children: ReactNode
}

/** Goes to another page of the dashboard. */
export function PageLink({ to, search, plain, className, ...rest }: PageLinkProps) {
  return (
    <Link
      {...untyped({ to, ...(search && { search }) })}
      {...(rest as object)}
      className={cx(
        !plain &&
          'text-accent-text underline decoration-current/30 underline-offset-2 hover:decoration-current',
        className,
      )}
    />
  )
}

/** Leaves the dashboard, in a tab of its own. */
export const OutLink = ({ className, ...rest }: ComponentProps<'a'>) => (
  <a
    {...rest}
    target="_blank"
    rel="noreferrer"
    className={cx(
      'text-accent-text underline decoration-current/30 underline-offset-2 hover:decoration-current',
      className,
    )}
  />
)

/** Goes there instead, once: while the way there is not over, this may be drawn again. */
export function Redirect(target: Target) {
  const router = useRouter()
  const first = useRef(target)
  useEffect(() => void router.navigate(untyped({ ...first.current, replace: true })), [router])
  return null
}

/** Goes to a page of the dashboard from code. */
export function useGo(): (to: string, search?: Record<string, string>) => void {
  const router = useRouter()
  return useCallback(
    (to, search) => void router.navigate(untyped({ to, ...(search && { search }) })),
    [router],
  )
}
