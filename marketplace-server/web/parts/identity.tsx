import type { ProviderState } from '../provider_state.ts';

// What stands below a provider's name: by what the marketplace calls it, and its version.
export function Identity({ one }: { one: ProviderState }) {
  const parts = [one.name && one.id, one.version].filter(Boolean);
  return <span class="soft identity">{parts.join(' · ')}</span>;
}
