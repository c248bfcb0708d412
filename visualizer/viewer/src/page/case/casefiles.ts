import type { Family } from './case.ts';
import type { Fillings } from './fillings.ts';
import { stepsUnder } from './steps.ts';
import type { TreatmentFiles, ViewStore } from '../life/store.ts';

/** Everything that the page shows of one case, as `visualizer/page/case_files.py` writes it. */
export interface Shown {
  scene: string;
  bytes: number;
  /** By treatment. */
  treatments: Readonly<Record<string, TreatmentFiles>>;
  bones: Record<string, string>;
  cement: Fillings;
  companions: readonly string[];
}

/** Let everything on the page speak of another case; moment and view stay. */
export function adopt(store: ViewStore, family: Family, shown: Shown): void {
  store.set({
    family,
    treatments: shown.treatments,
    scene: shown.scene,
    scene_bytes: shown.bytes,
    bone_pictures: shown.bones,
    cement_volumes: shown.cement,
    companions: shown.companions,
    // Measured on the case before; the viewer measures anew.
    measures: {},
    unpainted: false,
    selected: '',
    ...stepsUnder(store.get('scripts'), shown.treatments, store.get('treatment')),
  });
}

/** Return what a case of the link is shown with, where the server has it; it came with the page. */
export function shownWithThePage(): Shown | null {
  const text = document.getElementById('other')?.textContent;
  return text ? (JSON.parse(text) as Shown) : null;
}
