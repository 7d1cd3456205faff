import { z } from 'zod';

/** What a web trigger's function receives. */
export type WebtriggerRequest = {
  readonly body: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly method: string;
  readonly path: string;
  readonly userPath: string;
  readonly queryParameters: Readonly<Record<string, readonly string[]>>;
};
export type WebtriggerAnswer = { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly body: string };
export type WebtriggerResponseType = {
  readonly type: 'static' | 'dynamic';
  readonly outputs: readonly {
    readonly key: string;
    readonly statusCode: number;
    readonly contentType?: string | undefined;
    readonly body?: string | undefined;
  }[];
};

const Dynamic = z.object({
  statusCode: z.number().int().min(100).max(599).default(200),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  body: z.string().default(''),
});
const Static = z.object({ outputKey: z.string() });

/** An app that fails, or answers in another shape than it declared, shows as a failed dependency. */
export const FAILED: WebtriggerAnswer = { status: 424, headers: [['content-type', 'text/plain']], body: 'The web trigger failed' };

export function readAnswer(returned: unknown, declared: WebtriggerResponseType): WebtriggerAnswer {
  if (declared.type === 'static') {
    const chosen = Static.safeParse(returned);
    const output = chosen.success ? declared.outputs.find((entry) => entry.key === chosen.data.outputKey) : undefined;
    if (output === undefined) return FAILED;
    return { status: output.statusCode, headers: [['content-type', output.contentType ?? 'text/plain']], body: output.body ?? '' };
  }
  const answer = Dynamic.safeParse(returned);
  if (!answer.success) return FAILED;
  const headers = Object.entries(answer.data.headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const));
  return { status: answer.data.statusCode, headers, body: answer.data.body };
}

export function toRequest(input: {
  method: string;
  headers: Iterable<readonly [string, string]>;
  url: URL;
  userPath: string;
  body: string;
}): WebtriggerRequest {
  return {
    body: input.body,
    headers: grouped(input.headers),
    method: input.method,
    path: input.url.pathname,
    userPath: input.userPath,
    queryParameters: grouped(input.url.searchParams),
  };
}

function grouped(pairs: Iterable<readonly [string, string]>): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [name, value] of pairs) (result[name] ??= []).push(value);
  return result;
}
