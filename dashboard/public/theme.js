// Before the first paint: the theme that was chosen here, or that of the system. A file of its own,
// because the content policy lets no inline script run.
{
  const root = document.documentElement
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const chosen = localStorage.getItem('flumen.theme')
    const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches)
    root.dataset.theme = isDark ? 'dark' : 'light'
    root.dataset.sidebar = localStorage.getItem('flumen.sidebar') ?? 'wide'
  }
  apply()
  dark.addEventListener('change', apply)
  addEventListener('flumen:theme', apply)
  addEventListener('storage', apply)
}
