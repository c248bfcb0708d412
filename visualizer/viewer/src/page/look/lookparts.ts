import type { View } from '../life/store.ts';
import { vocabulary } from '../life/vocabulary.ts';

type Layers = Readonly<Record<string, boolean>>;

/** How the picture looks, as far as a person has chosen, and what stands beside it. */
export type ChosenLook = Pick<
  View,
  'beside' | 'view' | 'opening' | 'layers' | 'labelled' | 'xray' | 'polarity'
>;

/** The parts of an address that say how the picture looks; `visualizer/links/look_parts.py` reads them. */
export function lookParts(look: ChosenLook): Record<string, string> {
  const { look: choices, lists } = vocabulary();
  const values = Object.entries(choices).map(([name, { key, values }]) => {
    // A view of the person's own has no name.
    const named = Object.keys(values).find((value) => values[value] === look[key as keyof ChosenLook]);
    return [name, named ?? ''] as const;
  });
  const layers = Object.entries(lists).map(
    ([name, shown]) => [name, layersThat(look.layers, shown)] as const,
  );
  return Object.fromEntries([...values, ...layers].filter(([, value]) => value));
}

/** Read the parts of an address; what is missing or wrong is as the step has it. */
export function lookIn(query: URLSearchParams): Partial<ChosenLook> {
  const { look: choices, lists } = vocabulary();
  const look = Object.entries(choices).flatMap(([name, { key, values }]) => {
    const value = query.get(name) ?? '';
    return Object.hasOwn(values, value) ? [[key, values[value]]] : [];
  });
  const layers: Layers = Object.assign(
    {},
    ...Object.entries(lists).map(([name, shown]) => layersIn(query, name, shown)),
  );
  return Object.fromEntries(Object.keys(layers).length > 0 ? [...look, ['layers', layers]] : look);
}

function layersThat(layers: Layers, shown: boolean): string {
  return vocabulary()
    .layers.filter((layer) => layers[layer] === shown)
    .join(' ');
}

function layersIn(query: URLSearchParams, name: string, shown: boolean): Layers {
  const { layers } = vocabulary();
  const named = (query.get(name) ?? '').split(/\s+/).filter((layer) => layers.includes(layer));
  return Object.fromEntries(named.map((layer) => [layer, shown]));
}
