import { z } from 'zod';
import { json, type InvocationScope, type ServiceRequest, type ServiceResponse } from '../services';
import type { WebtriggerRegistry } from './registry';

const Request = z.object({
  query: z.string(),
  variables: z
    .looseObject({
      input: z.looseObject({ triggerKey: z.string() }).optional(),
      forceCreate: z.boolean().nullish(),
      id: z.string().optional(),
    })
    .default({}),
});

/** The three operations that the web trigger API of `@forge/api` sends; every other one is an error that names it. */
export function answerGraphql(
  registry: WebtriggerRegistry,
  keysOf: (scope: InvocationScope) => readonly string[],
  scope: InvocationScope,
  request: ServiceRequest,
): ServiceResponse {
  const { query, variables } = Request.parse(JSON.parse(request.body ?? '{}'));
  if (query.includes('createWebTriggerUrl')) {
    const key = variables.input?.triggerKey ?? '';
    if (!keysOf(scope).includes(key))
      return json(200, { data: { createWebTriggerUrl: null }, errors: [{ message: `No web trigger "${key}"` }] });
    return json(200, {
      data: { createWebTriggerUrl: { url: registry.addressOf(scope.installation, key, variables.forceCreate ?? false).url } },
    });
  }
  if (query.includes('webTriggerUrlsByAppContext')) {
    return json(200, {
      data: { webTriggerUrlsByAppContext: registry.listOf(scope.installation).map(({ key, url }) => ({ triggerKey: key, url })) },
    });
  }
  if (query.includes('deleteWebTriggerUrl')) {
    const found = registry.find(variables.id ?? '');
    const own = found?.installation.installationId === scope.installation.installationId;
    const success = own && registry.remove(found.id);
    return json(200, { data: { deleteWebTriggerUrl: { success, message: success ? null : 'Not found' } } });
  }
  return json(501, { message: `The local host does not emulate this GraphQL operation: ${query.trim().slice(0, 80)}` });
}
