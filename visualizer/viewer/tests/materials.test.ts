import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BufferAttribute, BufferGeometry, ShaderMaterial } from 'three';
import type { SceneFormat } from '../src/format.ts';
import { MaterialFactory } from '../src/materials.ts';

function aFactory(): MaterialFactory {
  const format = { lights: [], crackColour: '#000000', compactionColour: '#000000' };
  return new MaterialFactory(format as unknown as SceneFormat);
}

function aGeometry(shapes: number): BufferGeometry {
  const geometry = new BufferGeometry();
  const shape = () => new BufferAttribute(new Float32Array(3), 3);
  if (shapes > 0) geometry.morphAttributes.position = Array.from({ length: shapes }, shape);
  return geometry;
}

function aMaterial(...defines: string[]): ShaderMaterial {
  return new ShaderMaterial({ defines: Object.fromEntries(defines.map((name) => [name, 1])) });
}

test('things that one program draws have one rank, all others another', () => {
  const factory = aFactory();
  const kinds: [string[], number][] = [[[], 0], [['TINT'], 0], [['TINT'], 3], [['TINT', 'INK'], 3]];
  const ranks = () => kinds.map(([defines, n]) => factory.rank(aMaterial(...defines), aGeometry(n)));
  const first = ranks();
  assert.equal(new Set(first).size, kinds.length);
  assert.deepEqual(ranks(), first);
});

test('a rank never reaches into the next pass', () => {
  const factory = aFactory();
  const ranks = Array.from({ length: 60 }, (_, n) => factory.rank(aMaterial(), aGeometry(n)));
  assert.ok(ranks.every((rank) => rank >= 0 && rank < 1));
});
