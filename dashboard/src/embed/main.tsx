import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../styles/index.css'
import { applyLook, readLook } from './look.ts'
import { tellHeight } from './tell.ts'
import { Usage } from './usage.ts'
import { Widget } from './widget.tsx'

declare global {
  /** What `public/embed.js` took out of the address. */
  var flumenWidget: { token: string; look: URLSearchParams } | undefined
}

const root = document.getElementById('root')
if (!root) throw new Error('embed.html has no #root')

const { token, look: said } = globalThis.flumenWidget ?? { token: '', look: new URLSearchParams() }
globalThis.flumenWidget = undefined
const look = readLook(said)
applyLook(look)
tellHeight(root)
createRoot(root).render(
  <StrictMode>
    <Widget usage={new Usage(token, look)} look={look} />
  </StrictMode>,
)
