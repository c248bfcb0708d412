import {
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
import type { BufferGeometry, WebGLRenderer, WebGLRenderTarget } from 'three';
import type { Exposure, Xray } from './format.ts';
import type { WalkthroughScene } from './scene.ts';
import type { XrayView } from './xraybox.ts';
import { pathFragmentShader, pathVertexShader } from './xrayshaders.ts';

/** One drawing of a part's mesh, and when it is there. */
interface Shadow {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  /** Group of parts that tells when; null is always. */
  readonly shown: string | null;
}

/** A surface that rays pass: that of a mesh, or one so many millimetres below it. */
interface Wall extends Pick<Exposure, 'shown'> {
  readonly source: Mesh<BufferGeometry>;
  readonly strength: number;
  readonly inset: number;
}

/** Millimetres from the source where rays begin: what is cut off there would leave a stain. */
const NEAR = 100;

/** Adds up how much every ray is weakened by the very meshes that the 3D picture shows. */
export class Beam {
  readonly cameras: Readonly<Record<XrayView, PerspectiveCamera>>;
  readonly scene = new Scene();
  private readonly shadows: Shadow[] = [];
  private readonly xray: Xray;

  constructor(readonly source: WalkthroughScene) {
    this.xray = source.format.xray;
    this.scene.matrixWorldAutoUpdate = false;
    this.cameras = {
      ap: cameraOf(this.xray, 'ap'),
      lateral: cameraOf(this.xray, 'lateral'),
    };
    const walls = source.parts.flatMap(({ extras, meshes }) =>
      extras.xray ? wallsOf(meshes, extras.xray, this.xray.shell) : [],
    );
    for (const wall of walls.sort(byProgram)) this.add(wall);
  }

  /** Fill a target with the attenuation of one moment; the scene must be up to date. */
  shine(renderer: WebGLRenderer, target: WebGLRenderTarget, view: XrayView, time: number): void {
    const { source } = this;
    for (const { mesh, shown } of this.shadows) {
      mesh.visible = shown === null || source.shown(shown, time) > 0;
    }
    renderer.setRenderTarget(target);
    renderer.render(this.scene, this.cameras[view]);
    renderer.setRenderTarget(null);
  }

  /** Geometry belongs to the scene; only our own materials go. */
  dispose(): void {
    for (const { mesh } of this.shadows) mesh.material.dispose();
  }

  private add({ source, strength, inset, shown }: Wall): void {
    const mesh = new Mesh(source.geometry, this.material(strength, inset));
    if (source.morphTargetInfluences) mesh.morphTargetInfluences = source.morphTargetInfluences;
    mesh.matrixWorld = source.matrixWorld; // the same one, so that it follows by itself
    mesh.matrixAutoUpdate = mesh.matrixWorldAutoUpdate = false;
    mesh.frustumCulled = !source.morphTargetInfluences; // bounds do not follow the morphs
    this.scene.add(mesh);
    this.shadows.push({ mesh, shown });
  }

  /** One for each mesh: shared, three.js would look up its program at every change of morphs. */
  private material(strength: number, inset: number): ShaderMaterial {
    return new ShaderMaterial({
      uniforms: {
        strength: { value: strength },
        inset: { value: inset },
        distance: { value: this.xray.distance },
      },
      vertexShader: pathVertexShader,
      fragmentShader: pathFragmentShader,
      side: DoubleSide,
      depthTest: false,
      depthWrite: false,
      blending: CustomBlending,
      blendSrc: OneFactor,
      blendDst: OneFactor,
    });
  }
}

function wallsOf(meshes: readonly Mesh[], exposure: Exposure, shell: number): Wall[] {
  const { outer, inner, shown } = exposure;
  return meshes.flatMap((source) => {
    const outside = { source, shown, strength: outer, inset: 0 };
    return inner === null ? [outside] : [outside, { source, shown, strength: inner, inset: shell }];
  });
}

/** They are drawn as they come; those of one program together, which spares the changes. */
function byProgram(a: Wall, b: Wall): number {
  return shapesOf(a) - shapesOf(b);
}

function shapesOf({ source }: Wall): number {
  return source.geometry.morphAttributes.position?.length ?? 0;
}

function cameraOf({ distance, field, views }: Xray, view: XrayView): PerspectiveCamera {
  const { target, direction, up } = views[view];
  const angle = 2 * Math.atan(field / 2 / distance);
  const camera = new PerspectiveCamera(
    MathUtils.radToDeg(angle),
    1,
    NEAR,
    2 * distance - NEAR,
  );
  const middle = new Vector3().fromArray(target);
  const eye = new Vector3().fromArray(direction).multiplyScalar(distance).add(middle);
  const turn = new Matrix4().lookAt(eye, middle, new Vector3().fromArray(up));
  camera.position.copy(eye);
  camera.quaternion.setFromRotationMatrix(turn);
  camera.updateMatrixWorld();
  return camera;
}
