import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { sections } from './sections.ts'
import { Setting } from './setting.tsx'

/** How people sign in: each change counts at once, on every process. */
export default function SignInSettings() {
  const settings = useQuery(
    query(['settings', 'app.auth.'], (signal) =>
      api.GET('/api/v1/admin/settings', { params: { query: { prefix: 'app.auth.' } }, signal }),
    ),
  )
  return (
    <Page
      title="Sign-in"
      description="How people sign up and in, on every API. A change counts at once; Undo takes it back."
    >
      <Loaded query={settings}>
        {(held) => (
          <div className="grid gap-5">
            {sections.map(({ title, description, settings }) => (
              <Card key={title} title={title} description={description}>
                <div className="grid gap-5">
                  {settings.map((about) => {
                    const setting = held.find(({ key }) => key === `app.auth.${about.name}`)
                    return setting && <Setting key={about.name} about={about} setting={setting} />
                  })}
                </div>
              </Card>
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
