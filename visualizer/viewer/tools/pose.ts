/** Poses the bone as the viewer does: JSON in, JSON out, for the tests that hold it to Python's. */
import { text } from 'node:stream/consumers';
import { Bone, BoneTracks } from '../src/scene/bone.ts';
import type { Numbers } from '../src/scene/bone.ts';
import type { BoneFormat, NumbersFormat } from '../src/scene/format.ts';

interface Question {
  format: NumbersFormat;
  /** Of the treatment. */
  tracks: BoneFormat;
  moments: { time: number; numbers: Numbers }[];
  heights: number[];
}

const { format, tracks, moments, heights } = JSON.parse(await text(process.stdin)) as Question;
const bone = new Bone(format, new BoneTracks(tracks));
const answers = moments.map(({ time, numbers }) => {
  const { loss, crack } = bone.pose(time, numbers);
  const weights = Object.entries(bone.weights).map(([name, values]) => [name, [...values]]);
  const heightsThen = bone.heights(heights, numbers);
  return {
    loss,
    crack,
    angle: bone.angle,
    drop: bone.drop,
    weights: Object.fromEntries(weights),
    heights: heightsThen,
  };
});
process.stdout.write(JSON.stringify(answers));
