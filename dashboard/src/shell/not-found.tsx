import { Compass } from 'lucide-react'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageLink } from '../ui/link.tsx'
import { useTitle } from '../ui/page.tsx'

export function NotFound() {
  useTitle('Nothing here')
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <Empty
        icon={Compass}
        title="There is nothing at this address"
        action={
          <PageLink plain to="/" className={buttonClass('plain')}>
            Go to the overview
          </PageLink>
        }
      >
        The link may be old, or what it led to was deleted. Ctrl K finds pages, people and tables.
      </Empty>
    </div>
  )
}
