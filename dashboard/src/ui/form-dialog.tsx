import { type ReactNode, useId } from 'react'
import { Button } from './button.tsx'
import { Dialog, type DialogProps, Sheet } from './dialog.tsx'
import { Form, type useForm } from './form.tsx'

interface FormDialogProps extends Pick<DialogProps, 'title' | 'description' | 'size' | 'onClose'> {
  // biome-ignore lint/suspicious/noExplicitAny: any form will do
  form: ReturnType<typeof useForm<any>>
  action: string
  /** At the edge instead of in the middle: for long forms. */
  sheet?: boolean
  children: ReactNode
}

/** A form in a dialog. Mount it to open it: a fresh one starts with fresh values. */
export function FormDialog({ form, action, onClose, sheet, children, ...rest }: FormDialogProps) {
  const id = useId()
  const Frame = sheet ? Sheet : Dialog
  return (
    <Frame
      {...rest}
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form={id} busy={form.busy}>
            {action}
          </Button>
        </>
      }
    >
      <Form id={id} form={form}>
        {children}
      </Form>
    </Frame>
  )
}
