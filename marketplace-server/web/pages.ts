import type { ComponentType } from 'preact';

import { provider } from './pages/provider.tsx';
import { providers } from './pages/providers.tsx';
import type { Word } from './words.ts';

export interface Page {
  path: string; // what stands behind "#"; "{id}" takes one segment
  title: Word; // in the menu, and of the browser's window
  menu?: boolean;
  Show: ComponentType<{ id: string }>;
}

// A page is a file in pages/ and a line here. The first is where the console opens.
export const pages: Page[] = [
  providers,
  provider,
];

const patternOf = (page: Page) => new RegExp(`^${page.path.replace('{id}', '([^/]+)')}$`);

// Anybody can type anything there, "%" too.
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

// The page of a place, and what stands there for "{id}".
export function findPage(place: string): { page: Page; id: string } | undefined {
  if (!place) return { page: pages[0]!, id: '' };
  for (const page of pages) {
    const found = patternOf(page).exec(place);
    const id = found ? decoded(found[1] ?? '') : undefined;
    if (id !== undefined) return { page, id };
  }
  return undefined;
}
