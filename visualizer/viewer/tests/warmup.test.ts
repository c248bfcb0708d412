import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BoxGeometry, Mesh, Scene } from 'three';
import type { Material, Object3D, WebGLInfo, WebGLRenderer } from 'three';
import { WarmUp } from '../src/draw/warmup.ts';

/** Takes note of what is drawn, and with how many corners. */
function aRenderer(parallel = true) {
  const used: [Object3D, number][] = [];
  const asked: number[] = [];
  let compiled = (): void => {};
  const renderer = {
    info: { programs: [{ getUniforms: () => asked.push(used.length) }] } as unknown as WebGLInfo,
    compileAsync: (root: Object3D) => new Promise<Object3D>((done) => (compiled = () => done(root))),
    compile: () => new Set<Material>(),
    extensions: { has: () => parallel } as unknown as WebGLRenderer['extensions'],
    setRenderTarget: () => {},
    render: (root: Object3D) => {
      for (const node of [root, ...root.children]) {
        if (node instanceof Mesh && node.visible) used.push([node, node.geometry.drawRange.count]);
      }
    },
  };
  return { renderer, used, asked, compiled: () => compiled() };
}

function aScene(meshes: number) {
  const scene = new Scene();
  for (let i = 0; i < meshes; i++) scene.add(new Mesh(new BoxGeometry()));
  scene.children.forEach((mesh, i) => (mesh.visible = i % 2 === 0));
  return scene;
}

const drained = () => Promise.resolve();

/** Let all that is due happen, as often as something new is. */
async function settle() {
  for (let i = 0; i < 100; i++) {
    mock.timers.tick(1000);
    await new Promise((done) => setImmediate(done));
  }
}

test('every mesh is used once, alone and without a triangle, and left as it was', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { renderer, used, asked, compiled } = aRenderer();
  const warming = new WarmUp(renderer, drained);
  const scene = aScene(5);
  void warming.start([scene]);
  compiled();
  await settle();
  assert.equal(warming.done, true);
  assert.deepEqual(asked, [0], 'programs are asked before any is used');
  assert.deepEqual(new Set(used.map(([mesh]) => mesh)), new Set(scene.children));
  assert.deepEqual(used.map(([, corners]) => corners), [0, 0, 0, 0, 0]);
  for (const mesh of scene.children as Mesh[]) assert.equal(mesh.geometry.drawRange.count, Infinity);
  assert.deepEqual(scene.children.map(({ visible }) => visible), [true, false, true, false, true]);
  mock.timers.reset();
});

test('nothing is used before its program is ready, nor after another scene has come', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { renderer, used, asked, compiled } = aRenderer();
  const warming = new WarmUp(renderer, drained);
  void warming.start([aScene(3)]);
  await settle();
  assert.deepEqual([used.length, asked.length], [0, 0]);
  warming.stop();
  compiled();
  await settle();
  assert.deepEqual([used.length, warming.done], [0, false]);
  mock.timers.reset();
});

test('a mesh that stands for itself is prepared too', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { renderer, used, compiled } = aRenderer();
  const mesh = new Mesh(new BoxGeometry());
  const warming = new WarmUp(renderer, drained);
  void warming.start([mesh]);
  compiled();
  await settle();
  assert.deepEqual(used, [[mesh, 0]]);
  assert.equal(mesh.visible, true);
  mock.timers.reset();
});

test('where programs cannot be asked whether they are ready, nobody asks', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { renderer, used } = aRenderer(false);
  const warming = new WarmUp(renderer, drained);
  void warming.start([aScene(2)]);
  await settle();
  assert.deepEqual([used.length, warming.done], [2, true]);
  mock.timers.reset();
});
