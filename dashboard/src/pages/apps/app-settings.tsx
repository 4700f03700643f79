import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { SwitchField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { BackendCard } from './backend-card.tsx'
import type { App, Method } from './queries.ts'
import { SignInPreview } from './sign-in-preview.tsx'

const find = ({ authMethods }: App, id: Method['id']): Method | undefined =>
  authMethods.find((method) => method.id === id)

const valuesOf = (app: App) => ({
  name: app.name,
  email: find(app, 'email')?.selected ?? false,
  mobile: find(app, 'mobile')?.selected ?? false,
  preludeApiKey: app.preludeApiKey,
  google: find(app, 'google')?.selected ?? false,
  web: find(app, 'google')?.googleClientId?.web ?? '',
  ios: find(app, 'google')?.googleClientId?.ios ?? '',
  android: find(app, 'google')?.googleClientId?.android ?? '',
  apple: find(app, 'apple')?.selected ?? false,
  clientId: find(app, 'apple')?.appleWebOptions?.clientId ?? '',
  redirectUri: find(app, 'apple')?.appleWebOptions?.redirectUri ?? '',
  firstName: app.registrationSteps.some(({ id, selected }) => id === 'firstName' && selected),
  lastName: app.registrationSteps.some(({ id, selected }) => id === 'lastName' && selected),
  termsUrl: app.termsUrl,
  privacyUrl: app.privacyUrl,
})

type Values = ReturnType<typeof valuesOf>

/** The wish as the API takes it; a masked key that nobody touched stays as it is. */
const bodyOf = (values: Values, app: App) => ({
  name: values.name,
  authMethods: [
    { id: 'email' as const, selected: values.email },
    { id: 'mobile' as const, selected: values.mobile },
    {
      id: 'google' as const,
      selected: values.google,
      ...((values.web || values.ios || values.android) && {
        googleClientId: { web: values.web, ios: values.ios, android: values.android },
      }),
    },
    {
      id: 'apple' as const,
      selected: values.apple,
      ...((values.clientId || values.redirectUri) && {
        appleWebOptions: { clientId: values.clientId, redirectUri: values.redirectUri },
      }),
    },
  ],
  registrationSteps: [
    { id: 'firstName' as const, selected: values.firstName },
    { id: 'lastName' as const, selected: values.lastName },
  ],
  termsUrl: values.termsUrl,
  privacyUrl: values.privacyUrl,
  ...(values.preludeApiKey !== app.preludeApiKey && { preludeApiKey: values.preludeApiKey }),
})

/** Ways in and steps, and beside them the sign-in as it is at this moment. */
export function AppSettings({ app }: { app: App }) {
  const save = useAction<ReturnType<typeof bodyOf>>({
    run: (body) => api.PATCH('/api/v2/apps/{id}', { params: { path: { id: app.id } }, body }),
    changes: [['apps'], ['app-config', app.apiKey]],
    quiet: true,
    done: 'The settings are saved',
  })
  const form = useForm({
    initial: valuesOf(app),
    submit: (values) => save.mutateAsync(bodyOf(values, app)),
  })
  const { values } = form
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_360px] lg:items-start">
      <div className="grid gap-6">
        <Form form={form} action="Save">
          <Card title="App">
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField label="Name" {...form.field('name')} />
              <span className="max-sm:hidden" />
              <TextField
                label="Terms"
                optional
                placeholder="https://"
                {...form.field('termsUrl')}
              />
              <TextField
                label="Privacy"
                optional
                placeholder="https://"
                {...form.field('privacyUrl')}
              />
            </div>
          </Card>
          <Card title="Ways in">
            <div className="grid gap-4">
              <SwitchField
                label="E-mail"
                hint="A code of six digits by mail."
                {...form.toggle('email')}
              />
              <SwitchField
                label="Mobile number"
                hint="A code by SMS, which Prelude sends."
                {...form.toggle('mobile')}
              />
              {values.mobile && (
                <TextField
                  label="Key of Prelude"
                  spellCheck={false}
                  {...form.field('preludeApiKey')}
                />
              )}
              <SwitchField
                label="Google"
                hint="ID tokens for your client ids."
                {...form.toggle('google')}
              />
              {values.google && (
                <div className="grid gap-3 border-l-2 border-line pl-4">
                  <TextField label="Client id, web" spellCheck={false} {...form.field('web')} />
                  <TextField
                    label="Client id, iOS"
                    optional
                    spellCheck={false}
                    {...form.field('ios')}
                  />
                  <TextField
                    label="Client id, Android"
                    optional
                    spellCheck={false}
                    {...form.field('android')}
                  />
                </div>
              )}
              <SwitchField
                label="Apple"
                hint="ID tokens for your services id."
                {...form.toggle('apple')}
              />
              {values.apple && (
                <div className="grid gap-3 border-l-2 border-line pl-4">
                  <TextField label="Client id" spellCheck={false} {...form.field('clientId')} />
                  <TextField
                    label="Redirect URI"
                    spellCheck={false}
                    {...form.field('redirectUri')}
                  />
                </div>
              )}
            </div>
          </Card>
          <Card
            title="Asked of new users"
            description="Screens that your app shows after the first sign-in."
          >
            <div className="grid gap-4">
              <SwitchField label="First name" {...form.toggle('firstName')} />
              <SwitchField label="Last name" {...form.toggle('lastName')} />
            </div>
          </Card>
        </Form>
        <BackendCard app={app} />
      </div>
      <SignInPreview app={app} isChanged={form.isChanged} />
    </div>
  )
}
