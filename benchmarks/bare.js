// The least that shows the scene: three.js, its own loader, its own light, a slider.
import {
  AmbientLight, AnimationMixer, Box3, DirectionalLight, MeshLambertMaterial, PerspectiveCamera,
  Scene, Vector3, WebGLRenderer,
} from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';

const canvas = document.querySelector('canvas');
const slider = document.querySelector('input');
const renderer = new WebGLRenderer({ canvas, antialias: true });
renderer.setSize(canvas.clientWidth, canvas.clientHeight, false);
renderer.setClearColor('#f0f4f7');

const gltf = await new GLTFLoader().setMeshoptDecoder(MeshoptDecoder).loadAsync('scene.glb');
const scene = new Scene();
const sun = new DirectionalLight('white', 2);
scene.add(gltf.scene, new AmbientLight('white', 1), sun);
gltf.scene.traverse((node) => {
  if (node.isMesh) node.material = new MeshLambertMaterial({ color: '#e8dcc0' });
  node.frustumCulled = false;
});
const mixer = new AnimationMixer(gltf.scene);
const action = mixer.clipAction(gltf.animations[0]);
action.play();

const camera = new PerspectiveCamera(14, canvas.clientWidth / canvas.clientHeight, 0.01, 10);
show();
const middle = new Box3().setFromObject(gltf.scene).getCenter(new Vector3());
camera.position.copy(middle).add(new Vector3(1, 0.3, 0.4).setLength(0.9));
camera.lookAt(middle);
sun.position.copy(camera.position);
show();
slider.addEventListener('input', () => requestAnimationFrame(show));

function show() {
  action.time = Math.min(Number(slider.value), action.getClip().duration - 1e-4);
  mixer.update(0);
  renderer.render(scene, camera);
  window.live = true;
}
