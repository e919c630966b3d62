import { useEffect, useState } from 'react';
import { useFormat } from '../i18n/use-texts';

const TICK = 20_000;

/** How long ago a moment was, kept current; the moment itself on hover. */
export function Ago({ at }: { at: string }) {
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={format.moment(at)}>
      {format.ago(at, Math.max(now, Date.parse(at)))}
    </time>
  );
}
