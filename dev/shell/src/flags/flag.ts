export type FlagType = 'info' | 'success' | 'warning' | 'error';
export type Flag = { id: string; title: string; description?: string; type: FlagType };
