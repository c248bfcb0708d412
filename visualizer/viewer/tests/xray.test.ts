import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerspectiveCamera, Vector4 } from 'three';
import type { BufferAttribute, Mesh } from 'three';
import { Flat } from '../src/draw/flat.ts';
import type { Xray } from '../src/scene/format.ts';
import type { WalkthroughScene } from '../src/scene/walkthrough.ts';
import { Turns, XrayFilm, filmSize } from '../src/xray/xrayfilm.ts';
import { XrayMarks, bentCorner, innerCorners, markStrength } from '../src/xray/xraymarks.ts';

const CHECKED = { from: 2.3, until: 4.2, fade: 0.1 };

test('a small film is finer than what is shown, and none is finer than 720 pixels', () => {
  assert.equal(filmSize(200), 400);
  assert.equal(filmSize(359.6), 720);
  assert.equal(filmSize(1200), 720);
});

test('a film is exposed anew for another moment, scene or size, and only then', () => {
  const film = new XrayFilm();
  const [scene, other] = [{}, {}] as WalkthroughScene[] as [WalkthroughScene, WalkthroughScene];
  film.fit(400);
  assert.ok(!film.isFresh(scene, 1));
  film.exposed(scene, 1);
  film.fit(400);
  assert.ok(film.isFresh(scene, 1));
  assert.ok(!film.isFresh(scene, 1.1));
  assert.ok(film.shows(scene), 'the moment before may stand for a few frames');
  assert.ok(!film.isFresh(other, 1));
  assert.ok(!film.shows(other));
  film.fit(300);
  assert.ok(!film.shows(scene), 'a film of another size is blank');
});

test('while things move, each of two films is exposed once in eight frames', () => {
  const turns = new Turns();
  const seen = Array.from({ length: 24 }, () => turns.next(2));
  assert.equal(seen.filter((turn) => turn === -1).length, 18);
  assert.deepEqual(
    seen.filter((turn) => turn !== -1),
    [1, 0, 1, 0, 1, 0],
  );
});

test('a film that is alone has every turn', () => {
  const turns = new Turns();
  const seen = Array.from({ length: 12 }, () => turns.next(1));
  assert.equal(seen.filter((turn) => turn === 0).length, 3);
});

test('of a pedicle the half beside the canal is marked, in one piece', () => {
  const outline = [20, 19, 17, 15, 13, 12, 13, 15, 17, 19, 20].map((x, i) => [x, Math.sin(i), 0]);
  for (const side of [1, -1]) {
    const mirrored = outline.map(([x, y, z]) => [side * x!, y!, z!]);
    const inner = innerCorners(mirrored);
    assert.deepEqual(
      inner.map((corner) => side * mirrored[corner]![0]!),
      [15, 13, 12, 13, 15],
    );
  }
});

test('an outline that begins on its inner side is still marked in one piece', () => {
  const inner = innerCorners([[12], [13], [15], [20], [19], [15], [13.5], [12]]);
  assert.deepEqual(inner, [5, 6, 0, 1, 2]);
});

test('a marked border follows the bone', () => {
  const border = {
    rest: [[0, 10, -17]],
    targets: [[[0, -2, 1]], [[0, 0, 0]], [[0, 0, 0.5]]],
  };
  assert.deepEqual(bentCorner(border, 0, [0, 0, 0]), [0, 10, -17]);
  assert.deepEqual(bentCorner(border, 0, [0.5, 1, 1]), [0, 9, -16]);
});

test('borders are marked while the needle goes in', () => {
  const strength = (time: number): number => markStrength(time, CHECKED);
  assert.deepEqual([0, 2, 2.1, 4.5, 11].map(strength), [0, 0, 0, 0, 0]);
  assert.deepEqual([2.5, 3, 4].map(strength), [1, 1, 1]);
  assert.equal(strength(2.3), 0.5);
});

test('marks are bent when the bone is, and not because of rounding', () => {
  const border = { rest: [[0, 10, -17], [0, -10, -17]], targets: [[[0, -2, 0], [0, 2, 0]]] };
  const checkpoints = { posterior_wall: border, pedicle_left: border, pedicle_right: border };
  const mark = { dark: '#000000', bright: '#ffffff' };
  const screen = { mask: 0.4 };
  const xray = { field: 100, screen, checkpoints, checked: CHECKED, mark } as unknown as Xray;
  const flat = new Flat();
  const marks = new XrayMarks(xray, 'lateral', new PerspectiveCamera(), flat);
  const [mesh] = flat.scene.children as Mesh[];
  const position = mesh!.geometry.getAttribute('position') as BufferAttribute;
  const spot = { place: new Vector4(), pixels: 100, ratio: 1, polarity: 'dark' as const };
  marks.show(spot, 3, [0.5]);
  assert.deepEqual([...position.array.slice(0, 3)], [0, 9, -17]);
  const sent = position.version;
  marks.show(spot, 3, [0.5 + 1e-12]);
  assert.equal(position.version, sent);
  marks.show(spot, 3, [0.51]);
  assert.notEqual(position.version, sent);
  marks.show(spot, 6, [0.51]);
  assert.equal(mesh!.visible, false, 'none are due then');
});
