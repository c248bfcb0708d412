import { Mesh, PerspectiveCamera, WebGLRenderTarget } from 'three';
import type { Object3D, WebGLRenderer } from 'three';

/** Milliseconds of work after which the page gets its turn, and how long that is. */
const SLICE_MS = 4;
const PAUSE_MS = 20;

/** Programs can be asked whether they are ready; three.js warns where they cannot. */
const PARALLEL = 'KHR_parallel_shader_compile';

type Renderer = Pick<
  WebGLRenderer,
  'compile' | 'compileAsync' | 'extensions' | 'info' | 'render' | 'setRenderTarget'
>;

/**
 * Prepares drawings little by little, so that nothing stutters when it first appears.
 *
 * A compiled program is not enough: at its first use three.js asks what it takes, which waits for
 * all that the graphics still have to do, and then it sends the shapes. So programs are asked
 * together when there is nothing to wait for, and everything is used once.
 */
export class WarmUp {
  done = false;
  private readonly target = new WebGLRenderTarget(1, 1);
  private readonly camera = new PerspectiveCamera();
  /** Says to a run that another has taken its place. */
  private run = 0;

  constructor(
    private readonly renderer: Renderer,
    /** Resolves once the graphics have nothing left to do. */
    private readonly drained: () => Promise<unknown>,
  ) {
    this.camera.layers.enableAll();
  }

  /** Prepare all meshes of some flat scenes, seen or not; a single mesh stands for itself. */
  async start(roots: readonly Object3D[]): Promise<void> {
    this.stop();
    const { run } = this;
    await Promise.all(roots.map((root) => this.compile(root)));
    await this.drained();
    if (run !== this.run) return;
    for (const program of this.renderer.info.programs ?? []) program.getUniforms();
    for (const root of roots) {
      const cold = meshesOf(root);
      while (cold.length > 0) {
        if (run !== this.run) return;
        this.use(root, cold);
        await new Promise((resume) => setTimeout(resume, PAUSE_MS));
      }
    }
    if (run === this.run) this.done = true;
  }

  stop(): void {
    this.run += 1;
    this.done = false;
  }

  dispose(): void {
    this.stop();
    this.target.dispose();
  }

  private async compile(root: Object3D): Promise<void> {
    const { renderer, camera } = this;
    if (renderer.extensions.has(PARALLEL)) await renderer.compileAsync(root, camera);
    else renderer.compile(root, camera);
  }

  /** Take meshes off the list and use them while there is time. */
  private use(root: Object3D, cold: Mesh[]): void {
    const end = performance.now() + SLICE_MS;
    const seen = meshesOf(root).filter((mesh) => mesh.visible);
    for (const mesh of seen) mesh.visible = false;
    this.renderer.setRenderTarget(this.target);
    do this.draw(root, cold.pop()!);
    while (cold.length > 0 && performance.now() < end);
    this.renderer.setRenderTarget(null);
    for (const mesh of seen) mesh.visible = true;
  }

  /** Draw one mesh wherever it is, but none of its triangles. */
  private draw(root: Object3D, mesh: Mesh): void {
    const { frustumCulled, geometry } = mesh;
    const { count } = geometry.drawRange;
    mesh.visible = true;
    mesh.frustumCulled = false;
    geometry.drawRange.count = 0;
    this.renderer.render(root, this.camera);
    geometry.drawRange.count = count;
    mesh.frustumCulled = frustumCulled;
    mesh.visible = false;
  }
}

function meshesOf(root: Object3D): Mesh[] {
  const all = [root, ...root.children];
  return all.filter((node) => node instanceof Mesh);
}
