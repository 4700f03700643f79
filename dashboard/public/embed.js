// Before anything else is loaded the token leaves the address: no history, no copied link and no other
// script has it. It may stand behind `#` as well, where no server ever sees it.
{
  const url = new URL(location.href)
  const behind = new URLSearchParams(url.hash.slice(1))
  globalThis.flumenWidget = {
    token: url.searchParams.get('token') ?? behind.get('token') ?? '',
    look: url.searchParams,
  }
  url.searchParams.delete('token')
  url.hash = ''
  history.replaceState(null, '', url)
}
