import { AnimationMixer, Group, LoopOnce, Mesh, Scene, ShaderMaterial } from 'three';
import type { AnimationAction, AnimationClip, Camera } from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { Anchor } from './anchors.ts';
import type { Numbers } from './bone.ts';
import { BoneMover } from './bonemover.ts';
import { GuidedCamera } from './camera.ts';
import { MEASURES, readFormat } from './format.ts';
import type { Measure, SceneFormat, TrackData } from './format.ts';
import { MaterialFactory } from './materials.ts';
import { MovingNodes, movedBy } from './moving.ts';
import { collectParts } from './parts.ts';
import type { Part } from './parts.ts';
import { Probe, meant } from './probe.ts';
import type { ScreenPoint } from './probe.ts';
import { Sampler } from './sampler.ts';
import { Turner } from './views.ts';
import type { Wish } from './wish.ts';

const MILLIMETRES_PER_METRE = 1000;
const FRACTURE = 'fracture';

/** A loaded walkthrough: a pure function of time and wishes, ready to be drawn. */
export class WalkthroughScene {
  /** All that is drawn, side by side; what it hangs from is not drawn itself. */
  readonly scene = new Scene();
  readonly format: SceneFormat;
  readonly parts: Part[];
  readonly guided: GuidedCamera;
  readonly turner: Turner;
  /** Places that have names, by the key of their label; where it may point, the best first. */
  readonly anchors: ReadonlyMap<string, readonly Anchor[]>;
  readonly probe = new Probe();
  readonly factory: MaterialFactory;
  /** The moment that was last asked for. */
  time = 0;
  private readonly mixer: AnimationMixer;
  private readonly action: AnimationAction;
  private readonly shades: [Sampler, { value: number }][];
  private readonly mover: BoneMover;
  private readonly moving: MovingNodes;
  private measuring: [Measure, Sampler][] = [];
  private numbers: Numbers | null = null;

  constructor(gltf: GLTF) {
    this.format = readFormat(gltf.scene.userData);
    this.factory = new MaterialFactory(this.format);
    this.parts = collectParts(gltf.scene, this.format, this.factory, this.scene);
    this.guided = new GuidedCamera(this.format.tracks.camera);
    this.turner = new Turner(this.format.views);
    this.shades = shadeTracks(this.format, this.factory);
    this.measureWith(this.format.tracks.measures);
    const millimetres = new Group();
    millimetres.scale.setScalar(MILLIMETRES_PER_METRE);
    millimetres.add(gltf.scene).updateMatrixWorld(true);
    this.anchors = anchorsOf(this.format, this.parts);
    this.mover = new BoneMover(this.format.numbers, gltf.scene, this.parts);
    this.mixer = new AnimationMixer(gltf.scene);
    const motion = motionOf(gltf);
    this.action = this.mixer.clipAction(motion).setLoop(LoopOnce, 1).play();
    const movers = [...movedBy(motion.tracks, gltf.scene), ...this.mover.nodes];
    this.moving = new MovingNodes(gltf.scene, new Set(movers));
    this.scene.matrixWorldAutoUpdate = false;
  }

  get rests(): number[] {
    return this.format.steps.map((step) => step.time);
  }

  /** Go to a moment: places, shapes and what is seen of them. */
  update(time: number, wish: Wish): void {
    this.time = time;
    this.action.time = time;
    this.mixer.update(0);
    for (const [sampler, uniform] of this.shades) uniform.value = sampler.at(time);
    if (this.numbers) this.factory.shared.crack.value = this.mover.move(time, this.numbers);
    this.moving.update();
    for (const part of this.parts) part.update(time, wish);
  }

  /** Show other heights than the file has; null shows those. Returns all measures over time. */
  setNumbers(numbers: Numbers | null): Record<Measure, TrackData> {
    const { measures } = this.format.tracks;
    this.numbers = numbers;
    const tracks = numbers
      ? { ...measures, ...this.mover.heights(measures.anterior.times, numbers) }
      : measures;
    this.measureWith(tracks);
    return tracks;
  }

  /** When the bone is broken and nothing has been done about it. */
  get fractured(): number {
    return this.format.steps.find((step) => step.key === FRACTURE)?.time ?? 0;
  }

  /** Mark the parts that a label stands for. */
  select(label: string): void {
    const names = this.format.labels.find((each) => each.key === label)?.parts ?? [];
    for (const part of this.parts) part.glow.value = names.includes(part.name) ? 1 : 0;
  }

  /** What is measured on the model at a time. */
  measures(time: number): Record<Measure, number> {
    const found = {} as Record<Measure, number>;
    for (const [name, sampler] of this.measuring) found[name] = sampler.at(time);
    return found;
  }

  /** Index of the step nearest to a time. */
  stepAt(time: number): number {
    const { steps } = this.format;
    let nearest = 0;
    for (let i = 1; i < steps.length; i++) {
      if (Math.abs(steps[i]!.time - time) < Math.abs(steps[nearest]!.time - time)) nearest = i;
    }
    return nearest;
  }

  /** Key of the label of what is seen at a point, or empty. */
  pick(point: ScreenPoint, camera: Camera): string {
    const [hits] = this.probe.cast([point], this.parts, camera);
    const part = meant(hits!);
    const label = part && this.format.labels.find(({ parts }) => parts.includes(part.name));
    return label?.key ?? '';
  }

  dispose(): void {
    for (const material of this.materials()) {
      material.uniforms['map']?.value.dispose();
      material.dispose();
    }
    this.scene.traverse((node) => {
      if (node instanceof Mesh) node.geometry.dispose();
    });
  }

  private measureWith(tracks: Record<Measure, TrackData>): void {
    this.measuring = MEASURES.map((name) => [name, new Sampler(tracks[name])]);
  }

  private materials(): ShaderMaterial[] {
    const found: ShaderMaterial[] = [];
    this.scene.traverse((node) => {
      if (node instanceof Mesh && node.material instanceof ShaderMaterial) found.push(node.material);
    });
    return found;
  }
}

function anchorsOf({ labels }: SceneFormat, parts: readonly Part[]): Map<string, Anchor[]> {
  const anchors = new Map<string, Anchor[]>();
  for (const label of labels) {
    const part = parts.find(({ name }) => name === label.on);
    if (!part) throw new Error(`The label "${label.key}" is on an unknown part, "${label.on}".`);
    anchors.set(label.key, [...(anchors.get(label.key) ?? []), new Anchor(label, part)]);
  }
  return anchors;
}

function shadeTracks(format: SceneFormat, factory: MaterialFactory) {
  const { crack, compaction, hardness } = format.tracks.shades;
  const { shared } = factory;
  return [
    [new Sampler(crack), shared.crack],
    [new Sampler(compaction), shared.compaction],
    [new Sampler(hardness), shared.hardness],
  ] as [Sampler, { value: number }][];
}

/** The clip without the scales that hide parts in plain viewers, and never at its end. */
function motionOf(gltf: GLTF): AnimationClip {
  const clip = gltf.animations[0];
  if (!clip) throw new Error('The scene has no animation.');
  clip.tracks = clip.tracks.filter((track) => {
    const [node = '', property] = track.name.split('.');
    const isPart = gltf.scene.getObjectByName(node)?.userData['part'] !== undefined;
    return !(property === 'scale' && isPart);
  });
  clip.duration += 1; // an action that reaches its end stops taking part
  return clip;
}
