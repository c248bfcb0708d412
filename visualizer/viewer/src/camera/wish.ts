import type { Opening } from '../scene/format.ts';
import type { View } from './views.ts';

/** What a person switched on or off; a layer that is not named follows the step. */
export type Layers = Readonly<Record<string, boolean>>;

/** Layer of the person and the room, which come after the scene. */
export const PERSON = 'person';

/** Layer of the names of the vertebrae, which have no parts. */
export const LEVELS = 'levels';

/** How the person wants to see the moment that is shown. */
export interface Wish {
  opening: Opening;
  layers: Layers;
  /** From where it is seen: some parts would stand in the way. */
  view: View;
}

export const GUIDED_WISH: Wish = { opening: 'guided', layers: {}, view: 'guided' };
