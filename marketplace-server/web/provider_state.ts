// How a provider is, as GET /api/v1/providers tells.
export interface ProviderState {
  id: string;
  name: string;
  version: string;
  state: string;
  sentence: string;
  restarts: number;
  since: string;
  interfaces: string[];
  partner: { status: string; sentence: string; at: string } | null;
  courses: number;
  completions: number;
  ingest: { at: string; added: number; updated: number; unchanged: number; gone: number; refused: number; trouble: string | null } | null;
}
