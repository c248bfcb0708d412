type Layers = Readonly<Record<string, boolean>>;

/** How the picture looks, as far as a person has chosen. */
export interface Sight {
  view: string;
  opening: string;
  layers: Layers;
  labelled: boolean;
  xray: string;
  polarity: string;
}

const VIEWS = ['side', 'front', 'top', 'behind', 'cut'];
const OPENINGS = ['closed', 'opened', 'ghost'];
const XRAYS = ['off', 'inset', 'large'];
const LAYERS = ['skin', 'bones', 'discs', 'nerves', 'tools', 'balloon', 'cement'];
export const USUAL_SIGHT: Sight = {
  view: 'guided',
  opening: 'guided',
  layers: {},
  labelled: true,
  xray: 'auto',
  polarity: 'dark',
};

/** The parts of an address that say how the picture looks; `visualizer/links/look_parts.py` reads them. */
export function sightParts(sight: Sight): Record<string, string> {
  const parts: Record<string, string> = {
    // A view of the person's own has no name.
    view: VIEWS.includes(sight.view) ? sight.view : '',
    bones: OPENINGS.includes(sight.opening) ? sight.opening : '',
    xray: XRAYS.includes(sight.xray) ? sight.xray : '',
    film: sight.polarity === 'bright' ? 'bright' : '',
    labels: sight.labelled ? '' : 'off',
    show: layersThat(sight.layers, true),
    hide: layersThat(sight.layers, false),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value));
}

/** Read the parts of an address; what is missing or wrong is as the step has it. */
export function sightIn(query: URLSearchParams): Sight {
  const one = (name: string, known: readonly string[], usual: string) => {
    const value = query.get(name) ?? '';
    return known.includes(value) ? value : usual;
  };
  return {
    view: one('view', VIEWS, USUAL_SIGHT.view),
    opening: one('bones', OPENINGS, USUAL_SIGHT.opening),
    layers: { ...layersIn(query, 'show', true), ...layersIn(query, 'hide', false) },
    labelled: query.get('labels') !== 'off',
    xray: one('xray', XRAYS, USUAL_SIGHT.xray),
    polarity: one('film', ['bright'], USUAL_SIGHT.polarity),
  };
}

function layersThat(layers: Layers, shown: boolean): string {
  return LAYERS.filter((layer) => layers[layer] === shown).join(' ');
}

function layersIn(query: URLSearchParams, name: string, shown: boolean): Layers {
  const named = (query.get(name) ?? '').split(/\s+/).filter((layer) => LAYERS.includes(layer));
  return Object.fromEntries(named.map((layer) => [layer, shown]));
}
