import { Mesh, OrthographicCamera, PlaneGeometry, Scene } from 'three';
import type { BufferGeometry, ShaderMaterial, WebGLRenderer } from 'three';

/** What covers what on the canvas: the greater covers the lesser. */
const DEPTHS = { picture: 0, line: 1, lens: 2, xray: 3, marks: 4 } as const;

export type FlatMesh = Mesh<BufferGeometry, ShaderMaterial>;

/** All that lies flat on the canvas, drawn in one go: every render has a price of its own. */
export class Flat {
  readonly scene = new Scene();
  private readonly camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
  private readonly square = new PlaneGeometry(2, 2);

  constructor() {
    this.scene.matrixWorldAutoUpdate = false;
  }

  /** Put something onto the canvas, seen once it is visible; a square that fills it, unless told. */
  add(
    depth: keyof typeof DEPTHS,
    material: ShaderMaterial,
    geometry: BufferGeometry = this.square,
  ): FlatMesh {
    const mesh = new Mesh(geometry, material);
    mesh.renderOrder = DEPTHS[depth];
    mesh.matrixAutoUpdate = mesh.matrixWorldAutoUpdate = false;
    mesh.frustumCulled = false; // the material says where it is
    mesh.visible = false;
    this.scene.add(mesh);
    return mesh;
  }

  /** Draw what is visible over what is there. */
  render(renderer: WebGLRenderer): void {
    renderer.autoClear = false;
    renderer.render(this.scene, this.camera);
    renderer.autoClear = true;
  }

  /** Draw one thing alone. */
  renderAlone(renderer: WebGLRenderer, mesh: FlatMesh): void {
    const { visible } = mesh;
    mesh.visible = true;
    renderer.render(mesh, this.camera);
    mesh.visible = visible;
  }

  dispose(): void {
    this.square.dispose();
  }
}
