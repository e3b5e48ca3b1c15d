// What the map's view and the extension around it tell each other.

/** To the view. */
export type ToMap =
  | { readonly kind: 'show'; readonly svg: string; readonly groups: readonly string[]; readonly group: string; readonly by: Grouping; readonly summary: string }
  | { readonly kind: 'reveal'; readonly id: string };

/** From the view. */
export type FromMap =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly id: string; readonly beside: boolean }
  | { readonly kind: 'narrow'; readonly by: Grouping; readonly group: string }
  | { readonly kind: 'export' };

export type Grouping = 'namespace' | 'application';
