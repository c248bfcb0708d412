/** What a person can do to the picture. Lengths are shares of the picture's height. */
export interface Gestures {
  turn(yaw: number, pitch: number): void;
  pan(right: number, up: number): void;
  zoom(factor: number): void;
  reset(): void;
  tap(x: number, y: number): void;
}

/** Radians for a drag across the height of the picture. */
const TURN = Math.PI;
const KEY_TURN = Math.PI / 36;
const KEY_PAN = 0.05;
const KEY_ZOOM = 1.15;
const WHEEL_ZOOM = 0.0015;
/** Pixels that a tap may slip, and milliseconds between the taps of a double tap. */
const SLIP = 6;
const DOUBLE_TAP = 320;

interface Pointer {
  x: number;
  y: number;
  slipped: boolean;
  pans: boolean;
}

/** Turn pointer, wheel and key events of the canvas into gestures. */
export class Input {
  private readonly pointers = new Map<number, Pointer>();
  private readonly listening = new AbortController();
  private lastTap = -Infinity;
  /** Several fingers were down: lifting them is no tap. */
  private pinched = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gestures: Gestures,
  ) {
    const { signal } = this.listening;
    canvas.addEventListener('pointerdown', this.down, { signal });
    canvas.addEventListener('pointermove', this.move, { signal });
    canvas.addEventListener('pointerup', this.up, { signal });
    canvas.addEventListener('pointercancel', this.cancel, { signal });
    canvas.addEventListener('wheel', this.wheel, { signal, passive: false });
    canvas.addEventListener('keydown', this.key, { signal });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  }

  dispose(): void {
    this.listening.abort();
  }

  private readonly down = (event: PointerEvent): void => {
    this.canvas.setPointerCapture(event.pointerId);
    const pans = event.button !== 0 || event.shiftKey;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, slipped: false, pans });
    this.pinched = this.pointers.size > 1;
  };

  private readonly move = (event: PointerEvent): void => {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return;
    const dx = event.clientX - pointer.x;
    const dy = event.clientY - pointer.y;
    if (!pointer.slipped && Math.hypot(dx, dy) < SLIP) return;
    const other = [...this.pointers.values()].find((each) => each !== pointer);
    const height = this.canvas.clientHeight;
    if (other) this.pinch(pointer, other, event, height);
    else if (pointer.pans) this.gestures.pan(dx / height, -dy / height);
    else this.gestures.turn((dx / height) * TURN, (dy / height) * TURN);
    Object.assign(pointer, { x: event.clientX, y: event.clientY, slipped: true });
  };

  /** One of two fingers moves: their middle pans, their distance zooms. */
  private pinch(from: Pointer, other: Pointer, to: PointerEvent, height: number): void {
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const after = Math.hypot(to.clientX - other.x, to.clientY - other.y);
    this.gestures.pan((to.clientX - from.x) / 2 / height, -(to.clientY - from.y) / 2 / height);
    if (before > 0 && after > 0) this.gestures.zoom(after / before);
  }

  private readonly up = (event: PointerEvent): void => {
    const pointer = this.pointers.get(event.pointerId);
    this.pointers.delete(event.pointerId);
    if (!pointer || pointer.slipped || pointer.pans || this.pinched) return;
    const isSecond = event.timeStamp - this.lastTap < DOUBLE_TAP;
    this.lastTap = isSecond ? -Infinity : event.timeStamp;
    if (isSecond) this.gestures.reset();
    else this.gestures.tap(event.offsetX, event.offsetY);
  };

  private readonly cancel = (event: PointerEvent): void => {
    this.pointers.delete(event.pointerId);
  };

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    this.gestures.zoom(Math.exp(-event.deltaY * lines * WHEEL_ZOOM));
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.act(event.key, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation(); // the page's own arrow keys change the step
  };

  private act(key: string, shift: boolean): boolean {
    const { gestures } = this;
    const arrow = ARROWS[key];
    if (arrow && shift) gestures.pan(arrow[0] * KEY_PAN, -arrow[1] * KEY_PAN);
    else if (arrow) gestures.turn(arrow[0] * KEY_TURN, arrow[1] * KEY_TURN);
    else if (key === '+' || key === '=') gestures.zoom(KEY_ZOOM);
    else if (key === '-' || key === '_') gestures.zoom(1 / KEY_ZOOM);
    else if (key === '0' || key === 'Home') gestures.reset();
    else return false;
    return true;
  }
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
