import {
  AddEquation,
  CustomBlending,
  DoubleSide,
  MathUtils,
  Matrix4,
  Mesh,
  OneFactor,
  PerspectiveCamera,
  Scene,
  ShaderMaterial,
  Vector3,
} from 'three';
import type { WebGLRenderer, WebGLRenderTarget } from 'three';
import type { Exposure, Xray } from './format.ts';
import { Sampler } from './sampler.ts';
import type { WalkthroughScene } from './scene.ts';
import type { XrayView } from './xraybox.ts';
import { pathFragmentShader, pathVertexShader } from './xrayshaders.ts';

/** One drawing of a part's mesh, and when it is there. */
interface Shadow {
  readonly mesh: Mesh;
  readonly source: Mesh;
  readonly shown: Sampler | null;
}

/** Millimetres before and behind the middle of the scene that the rays are followed. */
const DEPTH = 300;

/** Adds up how much every ray is weakened by the very meshes that the 3D picture shows. */
export class Beam {
  private readonly scene = new Scene();
  private readonly shadows: Shadow[] = [];
  private readonly materials = new Map<string, ShaderMaterial>();
  private readonly cameras: Record<XrayView, PerspectiveCamera>;
  private readonly xray: Xray;

  constructor(readonly source: WalkthroughScene) {
    this.xray = source.format.xray;
    this.scene.matrixWorldAutoUpdate = false;
    this.cameras = {
      ap: cameraOf(this.xray, 'ap'),
      lateral: cameraOf(this.xray, 'lateral'),
    };
    for (const part of source.parts) {
      const exposure = part.extras.xray;
      if (exposure) for (const mesh of part.meshes) this.expose(mesh, exposure);
    }
  }

  /** Fill a target with the attenuation of one moment; the scene must be up to date. */
  shine(renderer: WebGLRenderer, target: WebGLRenderTarget, view: XrayView, time: number): void {
    for (const { mesh, source, shown } of this.shadows) {
      mesh.visible = shown === null || shown.at(time) > 0;
      mesh.matrixWorld.copy(source.matrixWorld);
    }
    renderer.setRenderTarget(target);
    renderer.clear();
    renderer.render(this.scene, this.cameras[view]);
  }

  /** Geometry belongs to the scene; only our own materials go. */
  dispose(): void {
    for (const material of this.materials.values()) material.dispose();
  }

  private expose(source: Mesh, { outer, inner, shown }: Exposure): void {
    const track = shown === null ? null : this.source.format.tracks.shown[shown];
    const add = (strength: number, inset: number): void => {
      const mesh = new Mesh(source.geometry, this.material(strength, inset));
      if (source.morphTargetInfluences) mesh.morphTargetInfluences = source.morphTargetInfluences;
      mesh.frustumCulled = mesh.matrixAutoUpdate = mesh.matrixWorldAutoUpdate = false;
      this.scene.add(mesh);
      this.shadows.push({ mesh, source, shown: track ? new Sampler(track) : null });
    };
    add(outer, 0);
    if (inner !== null) add(inner, this.xray.shell);
  }

  private material(strength: number, inset: number): ShaderMaterial {
    const key = `${strength} ${inset}`;
    const known = this.materials.get(key);
    if (known) return known;
    const material = new ShaderMaterial({
      uniforms: {
        strength: { value: strength },
        inset: { value: inset },
        distance: { value: this.xray.distance },
      },
      vertexShader: pathVertexShader,
      fragmentShader: pathFragmentShader,
      side: DoubleSide,
      transparent: true,
      depthTest: false,
      depthWrite: false,
      blending: CustomBlending,
      blendEquation: AddEquation,
      blendSrc: OneFactor,
      blendDst: OneFactor,
    });
    material.forceSinglePass = true;
    this.materials.set(key, material);
    return material;
  }
}

function cameraOf({ distance, field, views }: Xray, view: XrayView): PerspectiveCamera {
  const { target, direction, up } = views[view];
  const angle = 2 * Math.atan(field / 2 / distance);
  const camera = new PerspectiveCamera(
    MathUtils.radToDeg(angle),
    1,
    distance - DEPTH,
    distance + DEPTH,
  );
  const middle = new Vector3().fromArray(target);
  const eye = new Vector3().fromArray(direction).multiplyScalar(distance).add(middle);
  const turn = new Matrix4().lookAt(eye, middle, new Vector3().fromArray(up));
  camera.position.copy(eye);
  camera.quaternion.setFromRotationMatrix(turn);
  camera.updateMatrixWorld();
  return camera;
}
