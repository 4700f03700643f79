import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ErrorNote } from '../ui/error.tsx'
import { Page } from '../ui/page.tsx'

/** A page that failed to draw; the rest of the dashboard goes on. */
export function Fault({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    // A new build has other files: what this page was made of may be gone.
    if (/dynamically imported module|Importing a module/.test(String(error)))
      return location.reload()
    reset()
    void router.invalidate()
  }
  return (
    <Page title="This page failed">
      <ErrorNote error={error} retry={retry} />
    </Page>
  )
}
