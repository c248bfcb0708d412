import type { Family } from './case.ts';
import type { Rest } from './curves.ts';
import type { ViewStore } from './trame.ts';

/** Everything that the page shows of one case, as `visualizer/shown.py` writes it. */
export interface Shown {
  scene: string;
  bytes: number;
  stills: string[];
  bones: Record<string, string>;
  xrays: Record<string, string[]>;
  rest: Rest[];
}

const NONE: Rest = {};

/** Let everything on the page speak of another case; moment and view stay. */
export function adopt(store: ViewStore, family: Family, shown: Shown): void {
  const steps = store.get('steps').map((step, index) => ({
    ...step,
    rest: shown.rest[index] ?? NONE,
  }));
  store.set({
    family,
    steps,
    scene: shown.scene,
    scene_bytes: shown.bytes,
    stills: shown.stills,
    bone_pictures: shown.bones,
    xray_stills: shown.xrays,
    // Measured on the case before; the viewer tells anew.
    measures: {},
    unpainted: false,
    selected: '',
  });
}

/** What a case of the link is shown with, where the server has it; it came with the page. */
export function shownWithThePage(): Shown | null {
  const text = document.getElementById('other')?.textContent;
  return text ? (JSON.parse(text) as Shown) : null;
}
