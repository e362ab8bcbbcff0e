import { useCallback, useState } from 'react';

/** Pixels that an element is wide, and the ref to give to it; the window's width while it is not there. */
export function useWidth(): readonly [(element: Element | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(() => window.innerWidth);
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const measure = () => setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
