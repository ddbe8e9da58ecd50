import { sayMoment } from '../words.ts';

export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{sayMoment(new Date(at))}</time>;
}
