import type { Block } from './blocks.ts'

export type Direction = 'ltr' | 'rtl'

interface Letter {
  language: string
  direction: Direction
  brand: string
  subject: string
  blocks: Block[]
  /** Who wrote. */
  footer: string
}

/** The letter as plain text, complete in itself. */
export function writeText({ blocks, footer }: Letter): string {
  return `${[...blocks.map(blockText), `—\n${footer}`].join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.is) {
    case 'code':
      return `    ${block.code}`
    case 'button':
    case 'link':
      return `${block.label}\n${block.link}`
    case 'facts':
      return block.rows.map(({ label, value }) => `${label} ${value}`).join('\n')
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    default:
      return block.text
  }
}

/**
 * The letter as HTML: one small card, nothing loaded from anywhere, styles inline because many mail
 * programs drop the rest. The one style sheet is for the dark: programs that ignore it show the light
 * card. Tables where Outlook needs them for width.
 */
export function writeHtml(letter: Letter): string {
  const { language, direction, brand, subject, blocks, footer } = letter
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeHtml(subject)}</title>
<style>${darkStyles}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6;color:#1f2937">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f4f6">
<tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:480px">
<tr><td class="card" style="${cardStyle}">
<p class="brand" style="${brandStyle}">${escapeHtml(brand)}</p>
${blocks.map(blockHtml).join('\n')}
</td></tr>
<tr><td class="muted" style="${footerStyle}">${escapeHtml(footer)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const font = `-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`
const mono = `ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace`
const unbroken = 'overflow-wrap:anywhere;word-break:break-word'
const cardStyle = `background:#ffffff;border:1px solid #e5e7eb;border-radius:12px;padding:28px 28px 20px;font-family:${font};font-size:16px;line-height:1.5;color:#1f2937;${unbroken}`
const brandStyle = `margin:0 0 20px;font-size:18px;line-height:1.3;font-weight:600;color:#111827;${unbroken}`
const footerStyle = `padding:16px 28px 0;font-family:${font};font-size:13px;line-height:1.5;color:#4b5563;text-align:center;${unbroken}`
const noteStyle = 'margin:0 0 12px;font-size:14px;line-height:1.5;color:#4b5563'
const codeStyle = `margin:0 0 20px;padding:16px 8px;background:#f3f4f6;border-radius:8px;font-family:${mono};font-size:32px;line-height:1.2;font-weight:600;letter-spacing:4px;text-align:center;color:#111827;-webkit-user-select:all;user-select:all`
const buttonStyle = `display:inline-block;padding:12px 22px;background:#1d4ed8;border-radius:8px;color:#ffffff;font-size:16px;line-height:1.25;font-weight:600;text-decoration:none`
const linkStyle = `color:#1d4ed8;word-break:break-all`

const darkStyles = `
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.page{background:#0f1115!important}
.card{background:#1a1d23!important;border-color:#2d323b!important;color:#e5e7eb!important}
.brand,.value{color:#f9fafb!important}
.code{background:#0f1115!important;color:#f9fafb!important}
.muted{color:#9ca3af!important}
.button{background:#2563eb!important;color:#ffffff!important}
.link{color:#93b4fd!important}
}
`

function blockHtml(block: Block): string {
  switch (block.is) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${linesHtml(block.text)}</p>`
    case 'code':
      // Always from left to right: digits keep their order in any script.
      return `<p class="code" dir="ltr" style="${codeStyle}">${escapeHtml(block.code)}</p>`
    case 'button':
      return buttonHtml(block)
    case 'facts':
      return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;font-size:15px;line-height:1.5">\n${block.rows.map(rowHtml).join('\n')}\n</table>`
    case 'list':
      return `<ul style="margin:0 0 16px;padding:0 20px">\n${block.items.map((item) => `<li class="value" style="color:#111827">${escapeHtml(item)}</li>`).join('\n')}\n</ul>`
    case 'note':
      return `<p class="muted" style="${noteStyle}">${linesHtml(block.text)}</p>`
    case 'link':
      return `<p style="margin:0 0 12px;font-size:14px">${anchor(block.link, block.label)}</p>`
  }
}

const linesHtml = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>\n')

function buttonHtml({ label, link, hint }: Extract<Block, { is: 'button' }>): string {
  return `<p style="margin:4px 0 20px"><a class="button" href="${escapeHtml(link)}" style="${buttonStyle}">${escapeHtml(label)}</a></p>
<p class="muted" style="${noteStyle}">${escapeHtml(hint)}<br>
${anchor(link, link)}</p>`
}

function anchor(link: string, label: string): string {
  return `<a class="link" href="${escapeHtml(link)}" style="${linkStyle}">${escapeHtml(label)}</a>`
}

function rowHtml({ label, value }: { label: string; value: string }): string {
  return `<tr><td class="muted" style="padding:0 0 4px;color:#4b5563;vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td>
<td class="value" style="padding:0 12px 4px;color:#111827">${escapeHtml(value)}</td></tr>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
