/** What the routes answer from. */
export interface Services {
  /** Why not every question can be answered yet, in English for whoever asks /readyz; undefined where all can. */
  readonly notReady: () => string | undefined;
}
