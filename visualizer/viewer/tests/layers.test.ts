import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Opening } from '../src/scene/format.ts';
import { Part } from '../src/scene/parts.ts';
import { Sampler } from '../src/scene/sampler.ts';
import { GUIDED_WISH } from '../src/camera/wish.ts';

const EXTRAS = {
  part: 'skin',
  material: 'skin',
  layer: 'skin',
  shown: 'skin',
  weights: '',
  xray: null,
};
const always = (value: number) => new Sampler({ times: [0], values: [value] });

function aPart(painted: number[]): Part {
  const opacities = {
    guided: new Sampler({ times: [0, 1], values: [0, 1] }),
    openings: { opened: always(0.25) },
    asked: always(0.75),
  };
  return new Part(EXTRAS, [], opacities, [(opacity) => painted.push(opacity)]);
}

test('a part takes the opacity of its track, or none while its layer is off', () => {
  const painted: number[] = [];
  const part = aPart(painted);
  part.update(0.5, GUIDED_WISH);
  part.update(0.5, GUIDED_WISH);
  part.update(0.5, { ...GUIDED_WISH, layers: { skin: false } });
  part.update(1, { ...GUIDED_WISH, layers: { bones: false } });
  assert.deepEqual(painted, [0.5, 0, 1], 'and it is painted only when that changes');
});

test('a layer that is asked for is seen although the step leaves it out', () => {
  const part = aPart([]);
  part.update(0, { ...GUIDED_WISH, layers: { skin: true } });
  assert.equal(part.opacity, 0.75);
});

test('an opening has its own opacity where it differs, and the guided one elsewhere', () => {
  const part = aPart([]);
  const seen = (opening: Opening) => {
    part.update(1, { ...GUIDED_WISH, opening });
    return part.opacity;
  };
  assert.deepEqual([seen('opened'), seen('closed'), seen('ghost')], [0.25, 1, 1]);
});
