import { CodeTabs } from '../../ui/code.tsx'
import { Card } from '../../ui/page.tsx'
import type { App } from './queries.ts'
import { samplesOf, verifySamples } from './snippet-texts.ts'

/** Calls to copy, with this server and this app in them. */
export const Snippets = ({ app }: { app: App }) => (
  <div className="grid gap-5">
    <Card title="In your app" description="The API key is public: it says which app calls.">
      <CodeTabs samples={samplesOf(location.origin, app.apiKey)} />
    </Card>
    <Card
      title="In your backend"
      description="Verify the access token with the JWT secret of the app. No call to this server is needed."
    >
      <CodeTabs samples={verifySamples} />
    </Card>
  </div>
)
