import { json } from '@codemirror/lang-json'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Editor } from '../../ui/editor.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import type { User } from './users.tsx'

/** What apps and administrators keep beside an account. */
export const Metadata = ({ user }: { user: User }) => (
  <div className="grid items-start gap-5 lg:grid-cols-2">
    <Part
      user={user}
      name="user_metadata"
      title="User metadata"
      description="The person may change it."
    />
    <Part
      user={user}
      name="app_metadata"
      title="App metadata"
      description="Only you and your servers change it; policies may trust it."
    />
  </div>
)

interface PartProps {
  user: User
  name: 'user_metadata' | 'app_metadata'
  title: string
  description: string
}

function Part({ user, name, title, description }: PartProps) {
  const client = useQueryClient()
  const extensions = useMemo(() => json(), [])
  const form = useForm({
    initial: { text: JSON.stringify(user[name], null, 2) },
    check: ({ text }) => ({ text: faultOf(text) ?? '' }),
    submit: async ({ text }) => {
      const body = { [name]: JSON.parse(text) }
      await api.PATCH('/api/v1/admin/users/{id}', { params: { path: { id: user.id } }, body })
      toast({ title: `${title} is saved` })
      await client.invalidateQueries({ queryKey: ['user', user.id] })
    },
  })
  const { value, onChange, error } = form.field('text')
  return (
    <Card
      title={title}
      description={description}
      footer={
        <Button
          kind="primary"
          type="submit"
          form={name}
          disabled={!form.isChanged}
          busy={form.busy}
        >
          Save
        </Button>
      }
    >
      <Form id={name} form={form}>
        <Editor
          label={title}
          value={value}
          onChange={onChange}
          extensions={extensions}
          className="h-64"
        />
        {error && (
          <p role="alert" className="text-xs text-danger-text">
            {error}
          </p>
        )}
      </Form>
    </Card>
  )
}

function faultOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value && !Array.isArray(value)
      ? undefined
      : 'Write a JSON object'
  } catch (error) {
    return (error as Error).message
  }
}
