import { AnimationMixer, Group, LoopOnce, Mesh, Scene, ShaderMaterial } from 'three';
import type { AnimationAction, AnimationClip, Camera, Object3D } from 'three';
import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';
import { Anchor } from '../labels/anchors.ts';
import type { Numbers } from './bone.ts';
import { BoneMover } from './bonemover.ts';
import { Posture, hang, topOf } from './companions.ts';
import type { Companion } from './companions.ts';
import type { GuidedCamera } from '../camera/camera.ts';
import { readFormat } from './format.ts';
import type { LabelData, Measure, SceneFormat, TrackData, XrayView } from './format.ts';
import { MaterialFactory } from '../draw/materials.ts';
import { Morphs } from './morphs.ts';
import { MovingNodes, movedBy } from './moving.ts';
import { collectParts } from './parts.ts';
import type { Part } from './parts.ts';
import { Probe, meant } from '../labels/probe.ts';
import type { ScreenPoint } from '../labels/probe.ts';
import { Measuring, Script } from './script.ts';
import { Seepage } from './seepage.ts';
import { Turner } from '../camera/views.ts';
import { PERSON } from '../camera/wish.ts';
import type { Layers, Wish } from '../camera/wish.ts';

const MILLIMETRES_PER_METRE = 1000;
/** Channel that deforms the treated bone. */
const FRACTURE = 'fracture';

/** The treatment to show, and its heights. */
export interface TreatmentWish {
  /** One that the file does not know, or none, stands for the file's own. */
  readonly treatment: string;
  /** Null stands for the usual ones of the treatment. */
  readonly numbers: Numbers | null;
}

/** Where the name of one vertebra may stand. */
export interface LevelAnchors {
  readonly spots: readonly Anchor[];
  readonly xray: Readonly<Record<XrayView, Anchor>>;
}

/** A loaded walkthrough: a pure function of the treatment, time and wishes, ready to be drawn. */
export class WalkthroughScene {
  /** All that is seen, side by side; what is not seen is not even looked at. */
  readonly scene = new Scene();
  /** All that is ever drawn; what it hangs from is not drawn itself. */
  readonly drawings = new Scene();
  readonly format: SceneFormat;
  readonly parts: Part[];
  readonly turner: Turner;
  /** Places that have names, by the key of their label; where it may point, the best first. */
  readonly anchors = new Map<string, readonly Anchor[]>();
  /** Places where the names of the vertebrae may stand, by level. */
  readonly levels: ReadonlyMap<string, LevelAnchors>;
  readonly probe = new Probe();
  readonly factory: MaterialFactory;
  readonly morphs: Morphs;
  /** The moment that was last asked for. */
  time = 0;
  /** As they are wanted: without the person the camera stays near. */
  layers: Layers = {};
  private readonly mixer: AnimationMixer;
  private readonly action: AnimationAction;
  private readonly mover: BoneMover;
  private readonly seepage: Seepage;
  private readonly scripts = new Map<string, Script>();
  private script: Script;
  private measuring: Measuring;
  private moving: MovingNodes;
  private posture: Posture | null = null;
  /** What the person's upper part moves with. */
  private readonly top: Object3D | undefined;
  /** Any mesh that follows the fracture. */
  private readonly broken: Mesh | undefined;
  /** Null while the file's own motions are right. */
  private numbers: Numbers | null = null;

  constructor(
    private readonly gltf: GLTF,
    /** Where it came from. */
    readonly source: string,
  ) {
    this.format = readFormat(gltf.scene.userData);
    this.morphs = new Morphs(gltf.scene);
    this.factory = new MaterialFactory(this.format, this.morphs);
    this.parts = collectParts(gltf.scene, this.format, this.factory, this.drawings);
    this.seepage = new Seepage(this.format, this.parts);
    this.turner = new Turner(this.format.views);
    this.script = this.scriptOf(this.format.case.treatment);
    this.measuring = new Measuring(this.script.format.tracks.measures);
    const millimetres = new Group();
    millimetres.scale.setScalar(MILLIMETRES_PER_METRE);
    millimetres.add(gltf.scene).updateMatrixWorld(true);
    this.anchor(this.format.labels);
    this.levels = levelsOf(this.format, this.parts);
    this.top = topOf(gltf.scene);
    this.broken = this.parts.find(({ extras }) => extras.weights === FRACTURE)?.meshes[0];
    this.mover = new BoneMover(this.format.numbers, this.script.bone, gltf.scene, this.parts);
    this.mixer = new AnimationMixer(gltf.scene);
    this.action = this.mixer.clipAction(motionOf(gltf)).setLoop(LoopOnce, 1).play();
    this.moving = this.movingNodes();
    this.scene.matrixWorldAutoUpdate = this.drawings.matrixWorldAutoUpdate = false;
  }

  get rests(): readonly number[] {
    return this.script.rests;
  }

  /** Whether a lens shows what is too small to be seen. */
  get isMagnified(): boolean {
    return this.isPeopled && this.shown(this.format.lens.shown, this.time) > 0;
  }

  /** How many seconds the movement to each rest state takes; none where all take as usual. */
  get seconds(): readonly number[] {
    return this.isAccompanied ? this.script.steps.map(({ seconds }) => seconds) : [];
  }

  get guided(): GuidedCamera {
    return this.guidedBy(this.script);
  }

  /** Whether the person and the room are here. */
  get isAccompanied(): boolean {
    return this.posture !== null;
  }

  /** Whether they are to be seen where a step has them. */
  get isPeopled(): boolean {
    return this.isAccompanied && this.layers[PERSON] !== false;
  }

  /** Show the person and the room from now on. */
  join(companions: readonly Companion[]): void {
    const { gltf, format, morphs, factory, parts } = this;
    for (const companion of companions) {
      morphs.join(companion.gltf.scene);
      parts.push(...collectParts(companion.gltf.scene, format, factory, this.drawings));
      hang(companion, gltf.scene);
      for (const part of parts) part.replaced ||= companion.replaces.includes(part.name);
      format.labels.push(...companion.labels);
    }
    gltf.scene.updateMatrixWorld(true);
    for (const { labels } of companions) this.anchor(labels);
    this.posture = new Posture(parts);
    this.moving = this.movingNodes();
    const treatment = this.script.format;
    this.scripts.clear();
    const names = Object.keys(format.scripts);
    this.script = this.scriptOf(names.find((name) => format.scripts[name] === treatment)!);
    this.script.enter();
    this.mover.follow(this.script.bone);
  }

  /** Return whether there is such a view beside those of the camera: along the steps, or turned. */
  hasView(name: string): boolean {
    return name === 'guided' || name === 'free' || Object.hasOwn(this.format.views, name);
  }

  /** Return whether the bones can be shown so, beside as the steps have them. */
  hasOpening(name: string): boolean {
    const { openings } = this.script.format.tracks;
    return name === 'guided' || Object.hasOwn(openings, name);
  }

  /** From where the last step of a treatment is seen; null for one that the file does not know. */
  lastOf(treatment: string): { camera: GuidedCamera; time: number } | null {
    if (!(treatment in this.format.scripts)) return null;
    const script = this.scriptOf(treatment);
    return { camera: this.guidedBy(script), time: script.rests.at(-1)! };
  }

  /** Return when the bone is broken and nothing has been done about it. */
  get fractured(): number {
    return this.script.fractured;
  }

  /** Weights of the treated bone's fracture as it was last shown. */
  get fracture(): readonly number[] {
    return this.broken?.morphTargetInfluences ?? [];
  }

  /** The moment of the whole procedure that was last shown. */
  get moment(): number {
    return this.script.moment(this.time);
  }

  /** Go to a moment: places, shapes and what is seen of them. */
  update(time: number, wish: Wish): void {
    const { script, factory } = this;
    this.time = time;
    this.action.time = script.moment(time);
    this.mixer.update(0);
    const shades = factory.shared.shades.value;
    script.shade(time, shades);
    if (this.numbers) shades.x = this.mover.move(time, this.numbers);
    this.moving.update();
    if (this.top) this.posture?.follow(this.top.matrixWorld);
    this.morphs.update();
    let changes = false;
    for (const part of this.parts) changes = part.update(time, wish) || changes;
    this.seepage.take(factory.shared);
    if (changes) this.scene.children = this.drawings.children.filter(({ visible }) => visible);
  }

  /** Show another treatment or other heights from now on. Returns all measures over time. */
  setTreatment({ treatment, numbers }: TreatmentWish): Record<Measure, TrackData> {
    const own = this.format.case;
    const script = this.scriptOf(treatment in this.format.scripts ? treatment : own.treatment);
    if (script !== this.script) {
      this.script = script;
      script.enter();
      this.mover.follow(script.bone);
    }
    const hadNumbers = this.numbers !== null;
    const isOwn = script.format === this.format.scripts[own.treatment];
    const { height_loss, cement } = own;
    const usual = { height_loss, height_regained: script.bone.regained, cement };
    this.numbers = numbers ?? (isOwn ? null : usual);
    if (hadNumbers && !this.numbers) this.forgetPoses();
    const { measures } = script.format.tracks;
    const changed = numbers && {
      ...this.mover.heights(measures.anterior.times, numbers),
      ...script.checks(numbers.height_loss),
    };
    this.measuring = new Measuring({ ...measures, ...changed });
    return this.measuring.tracks;
  }

  /** The mixer writes only what differs from what it wrote last, which is not what is there. */
  private forgetPoses(): void {
    this.mixer.stopAllAction();
    this.action.reset().play();
  }

  /** Return how opaque a group of parts is where nobody chose otherwise. */
  shown(group: string, time: number): number {
    return this.script.shown(group, time);
  }

  /** Mark the parts that a label stands for. */
  select(label: string): void {
    const names = this.format.labels.find((each) => each.key === label)?.parts ?? [];
    for (const part of this.parts) part.glow.value = names.includes(part.name) ? 1 : 0;
  }

  /** Return what is measured on the model at a time. */
  measures(time: number): Record<Measure, number> {
    return this.measuring.at(time);
  }

  /** Index of the step nearest to a time. */
  stepAt(time: number): number {
    return this.script.stepAt(time);
  }

  /** Keys of the labels of a step, the most important first. */
  labelsOf(step: number): readonly string[] {
    return this.script.steps[step]?.labels ?? [];
  }

  /** Key of the label of what is seen at a point, or empty. */
  pick(point: ScreenPoint, camera: Camera): string {
    const [hits] = this.probe.cast([point], this.parts, camera);
    const part = meant(hits!);
    const label = part && this.format.labels.find(({ parts }) => parts.includes(part.name));
    return label?.key ?? '';
  }

  /** Take nothing of the graphics any more; it can still be shown again. */
  dispose(): void {
    this.morphs.dispose();
    for (const material of this.materials()) {
      material.uniforms['map']?.value.dispose();
      material.dispose();
    }
    this.drawings.traverse((node) => {
      if (node instanceof Mesh) node.geometry.dispose();
    });
  }

  private anchor(labels: readonly LabelData[]): void {
    for (const label of labels) {
      const known = this.anchors.get(label.key) ?? [];
      this.anchors.set(label.key, [...known, anchorOf(label, this.parts)]);
    }
  }

  private guidedBy({ guided, alone }: Script): GuidedCamera {
    return this.isPeopled ? guided : alone;
  }

  private movingNodes(): MovingNodes {
    const { scene } = this.gltf;
    const { tracks } = this.action.getClip();
    return new MovingNodes(scene, new Set([...movedBy(tracks, scene), ...this.mover.nodes]));
  }

  private scriptOf(treatment: string): Script {
    let script = this.scripts.get(treatment);
    if (!script) {
      const format = this.format.scripts[treatment];
      if (!format) throw new Error(`The scene tells nothing of the treatment "${treatment}".`);
      this.scripts.set(treatment, (script = new Script(format, this.parts)));
    }
    return script;
  }

  private materials(): ShaderMaterial[] {
    const found: ShaderMaterial[] = [];
    this.drawings.traverse((node) => {
      if (node instanceof Mesh && node.material instanceof ShaderMaterial) found.push(node.material);
    });
    return found;
  }
}

function levelsOf({ levels }: SceneFormat, parts: readonly Part[]): Map<string, LevelAnchors> {
  return new Map(
    Object.entries(levels).map(([level, { spots, xray }]) => {
      const { lateral, ap } = xray;
      return [
        level,
        {
          spots: spots.map((spot) => anchorOf(spot, parts)),
          xray: { lateral: anchorOf(lateral, parts), ap: anchorOf(ap, parts) },
        },
      ];
    }),
  );
}

function anchorOf(label: LabelData, parts: readonly Part[]): Anchor {
  const part = parts.find(({ name }) => name === label.on);
  if (!part) throw new Error(`The label "${label.key}" is on an unknown part, "${label.on}".`);
  return new Anchor(label, part);
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
