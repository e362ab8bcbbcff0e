import { useLayoutEffect, useState } from 'react';

/** Pixels that an element is wide, from its first layout on. */
export function useWidth(ref: { readonly current: Element | null }): number {
  const [width, setWidth] = useState(() => window.innerWidth);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  });
  return width;
}
