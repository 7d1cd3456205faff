import type { HttpPort } from '../src/platform/ports';

/** The Marketplace's host, answered by a server on this machine. */
export function httpTo(url: string): HttpPort {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const response = await fetch(`${url}${pathname}${search}`, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { kind: 'answered', status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}
