import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** A component whose code is loaded when it is shown, or before. */
export interface Code<Props> {
  /** Undefined until it is there. */
  readonly loaded: ComponentType<Props> | undefined;
  /** Once, however often it is called; again after it failed. */
  load(): Promise<ComponentType<Props>>;
}

export function codeOf<Props>(load: () => Promise<ComponentType<Props>>): Code<Props> {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<ComponentType<Props>> | undefined;
  return {
    get loaded() {
      return loaded;
    },
    load() {
      loading ??= load().then(
        (component) => {
          loaded = component;
          return component;
        },
        (error) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
  };
}

/** Starts to load it. What fails is said when it is shown. */
export function preload(code: { load(): Promise<unknown> }): void {
  code.load().catch(() => {});
}

/**
 * Shows a component once its code is there. Not by React's `lazy`: when Suspense has shown its fallback, it holds back what comes next
 * for 300 ms, which is longer than all the rest of a first load takes.
 */
export function Lazy<Props extends object>(given: {
  readonly code: Code<Props>;
  readonly props: Props;
  /** Until it is there. */
  readonly meanwhile: ReactNode;
}) {
  const { code } = given;
  const [Loaded, show] = useState(() => code.loaded);
  useEffect(() => {
    if (Loaded !== undefined) return;
    let left = false;
    code.load().then(
      (component) => {
        if (!left) show(() => component);
      },
      (error) => {
        // Thrown in rendering, where the error boundary catches it.
        if (!left)
          show(() => {
            throw error;
          });
      },
    );
    return () => {
      left = true;
    };
  }, [code, Loaded]);
  return Loaded === undefined ? given.meanwhile : <Loaded {...given.props} />;
}
