import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

// What has to be seen, and heard, before anything else: it takes the focus when it comes up.
export function Seen({ class: look, children }: { class?: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return <div ref={box} class={look} role="alert" tabIndex={-1}>{children}</div>;
}
