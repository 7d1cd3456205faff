/** Reading payloads that an app sent: their shape is whatever the app chose, so every field is looked at before use. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(payload: unknown): Fields {
  return typeof payload === 'object' && payload !== null ? (payload as Fields) : {};
}

export function textField(payload: unknown, name: string): string | null {
  const value = fieldsOf(payload)[name];
  return typeof value === 'string' ? value : null;
}

export function numberField(payload: unknown, name: string): number | null {
  const value = fieldsOf(payload)[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
