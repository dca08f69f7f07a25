/** Where menus are drawn: in the dialog around them, outside of which everything is inert, else in the page. */
import { getContext, setContext } from 'svelte';

type Layer = () => Element | undefined;

const LAYER = Symbol('layer');

export function setLayer(layer: Layer): void {
  setContext(LAYER, layer);
}

export function layerOf(): () => Element | 'body' {
  const layer = getContext<Layer | undefined>(LAYER);
  return () => layer?.() ?? 'body';
}
