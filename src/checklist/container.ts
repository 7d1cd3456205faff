import { z } from 'zod';
import { Container, type ContainerKind } from '../contract/checklist';

const ProductId = z.union([z.string(), z.number()]).transform(String);
const Extension = z.union([
  z.object({ issue: z.object({ id: ProductId }) }).transform(({ issue }) => `issue:${issue.id}`),
  z.object({ content: z.object({ id: ProductId }) }).transform(({ content }) => `page:${content.id}`),
]);

/** The container that the product's own context names, or null when the module was opened somewhere else. */
export function containerOf(extension: unknown): Container | null {
  const named = Extension.pipe(Container).safeParse(extension);
  return named.success ? named.data : null;
}

export const kindOf = (container: Container): ContainerKind => (container.startsWith('issue:') ? 'issue' : 'page');
