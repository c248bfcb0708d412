import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Group, NumberKeyframeTrack, Object3D, QuaternionKeyframeTrack, VectorKeyframeTrack } from 'three';
import { MovingNodes, movedBy } from '../src/scene/moving.ts';

/** world > frame > tool > tip, and world > bone; everything stands somewhere else. */
function aTree() {
  const named = (name: string, parent?: Object3D) => {
    const node = new Object3D();
    node.name = name;
    node.position.set(1, 2, 3);
    node.rotation.set(0.1, 0.2, 0.3);
    parent?.add(node);
    return node;
  };
  const world = named('world');
  const frame = named('frame', world);
  const tool = named('tool', frame);
  const tip = named('tip', tool);
  const bone = named('bone', world);
  new Group().add(world).scale.setScalar(1000);
  world.parent!.updateMatrixWorld(true);
  return { world, frame, tool, tip, bone, all: [world, frame, tool, tip, bone] };
}

function matricesOf(nodes: readonly Object3D[]): number[][] {
  return nodes.map(({ matrixWorld }) => [...matrixWorld.elements]);
}

test('what hangs from a moved node stands where three.js would put it', () => {
  const { world, frame, tip, all } = aTree();
  const moving = new MovingNodes(world, new Set([frame, tip]));
  frame.position.x += 5;
  tip.rotation.y += 0.7;
  moving.update();
  const found = matricesOf(all);
  for (const node of all) node.matrixAutoUpdate = true;
  world.parent!.updateMatrixWorld(true);
  assert.deepEqual(found, matricesOf(all));
});

test('what nothing moves is not looked at', () => {
  const { world, frame, bone } = aTree();
  const moving = new MovingNodes(world, new Set([frame]));
  bone.matrixWorld.identity(); // would be put right
  frame.position.x += 5;
  moving.update();
  assert.deepEqual(matricesOf([bone]), matricesOf([new Object3D()]));
});

test('what can move is left alone while it stands, and goes with what it hangs from', () => {
  const { world, frame, tool, tip, all } = aTree();
  const moving = new MovingNodes(world, new Set([frame, tip]));
  moving.update();
  for (const node of [frame, tool, tip]) node.matrixWorld.identity(); // would be put right
  moving.update();
  assert.deepEqual(matricesOf([frame, tool, tip]), matricesOf(Array(3).fill(new Object3D())));
  for (const turn of [0.5, 0.3, 0.3]) {
    frame.rotation.y = turn;
    moving.update();
  }
  tip.scale.setScalar(2);
  moving.update();
  const found = matricesOf(all);
  for (const node of all) node.matrixAutoUpdate = true;
  world.parent!.updateMatrixWorld(true);
  assert.deepEqual(found, matricesOf(all));
});

test('an animation moves the nodes whose place, turn or size it sets, and no others', () => {
  const { world, frame, tool } = aTree();
  const tracks = [
    new VectorKeyframeTrack('frame.position', [0], [0, 0, 0]),
    new QuaternionKeyframeTrack(`${tool.uuid}.quaternion`, [0], [0, 0, 0, 1]),
    new NumberKeyframeTrack('bone.morphTargetInfluences', [0], [0]),
    new VectorKeyframeTrack('lost.scale', [0], [1, 1, 1]),
  ];
  assert.deepEqual(movedBy(tracks, world), [frame, tool]);
});
