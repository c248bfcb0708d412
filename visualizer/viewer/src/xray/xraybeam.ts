import {
  CustomBlending,
  DoubleSide,
  InstancedBufferGeometry,
  MathUtils,
  Matrix4,
  Mesh,
  OneFactor,
  PerspectiveCamera,
  Scene,
  ShaderMaterial,
  Vector3,
  Vector4,
} from 'three';
import type { BufferGeometry, WebGLRenderer, WebGLRenderTarget } from 'three';
import type { Exposure, Xray, XrayView } from '../scene/format.ts';
import { rigidCopy } from '../scene/morphs.ts';
import type { WalkthroughScene } from '../scene/walkthrough.ts';
import { pathFragmentShader, pathVertexShader } from './xrayshaders.ts';

/** A part's mesh, drawn once for each of its walls: its surface, and one below that. */
interface Shadow {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  /** Group of parts that tells when; null is always. */
  readonly shown: string | null;
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
    for (const { extras, meshes } of source.parts) {
      if (extras.xray) for (const mesh of meshes) this.add(mesh, extras.xray);
    }
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

  /** The scene is gone by then: what both draw goes with either. */
  dispose(): void {
    for (const { mesh } of this.shadows) {
      mesh.material.dispose();
      mesh.geometry.dispose();
    }
  }

  private add(source: Mesh<BufferGeometry>, { outer, inner, shown }: Exposure): void {
    const geometry = rigidCopy(source.geometry, new InstancedBufferGeometry());
    geometry.instanceCount = inner === null ? 1 : 2;
    const walls = new Vector4(outer, 0, inner ?? 0, this.xray.shell);
    const mesh = new Mesh(geometry, this.material(source, walls));
    mesh.matrixWorld = source.matrixWorld; // the same one, so that it follows by itself
    mesh.matrixAutoUpdate = mesh.matrixWorldAutoUpdate = false;
    mesh.frustumCulled = !source.morphTargetInfluences; // bounds do not follow the morphs
    this.scene.add(mesh);
    this.shadows.push({ mesh, shown });
  }

  private material(source: Mesh<BufferGeometry>, walls: Vector4): ShaderMaterial {
    const { morphs } = this.source;
    return new ShaderMaterial({
      defines: { ...morphs.defines },
      uniforms: {
        ...morphs.uniforms(source),
        targets: { value: morphs.targets(source) },
        walls: { value: walls },
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

/** Where the source of a view stands. */
export function cameraOf({ distance, field, views }: Xray, view: XrayView): PerspectiveCamera {
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
