/** Unmatched paths speak the language of their neighbourhood. */
export function notFoundBody(url: string, requestId: string): object {
  const path = url.split('?')[0]?.slice(0, 500) ?? ''
  const message = 'There is nothing at this path'
  if (path === '/v1' || path.startsWith('/v1/')) {
    return {
      error: {
        type: 'invalid_request_error',
        code: 'resource_missing',
        message,
        param: null,
        doc_url: '/docs',
      },
    }
  }
  return { error: message, code: 'NOT_FOUND', path, request_id: requestId }
}
