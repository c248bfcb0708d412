import type { XrayView } from '../scene/format.ts';
import type { XrayBox } from '../xray/xraybox.ts';

/** A rectangle in CSS pixels from the top left of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const XRAY = '[data-xray]';
const KEEP_CLEAR = '[data-keep-clear]';

/** Knows where the host's own things lie over the picture: X-ray boxes, and what stays clear. */
export class Boxes {
  xray: readonly XrayBox[] = [];
  keepClear: readonly Box[] = [];
  private readonly section: Element;
  private readonly resizing = new ResizeObserver(() => this.refresh());
  private readonly changing = new MutationObserver(() => this.follow());
  private followed: Element[] = [];

  constructor(
    host: HTMLElement,
    /** What the viewer fills with its picture. */
    private readonly stage: HTMLElement,
    /** Told when something has moved, and whether X-ray boxes have. */
    private readonly changed: (xray: boolean) => void,
  ) {
    this.section = host.closest('.picture') ?? host.parentElement ?? host;
    this.changing.observe(this.section, {
      childList: true,
      subtree: true,
      attributeFilter: ['class', 'hidden', 'data-xray', 'data-keep-clear'],
    });
    this.follow();
  }

  /** Read all places anew; tells when something has moved. */
  refresh(): void {
    const origin = this.stage.getBoundingClientRect();
    const [xray, keepClear] = [this.xray, this.keepClear].map((boxes) => JSON.stringify(boxes));
    this.xray = this.find(XRAY).flatMap((element) => xrayBox(element, origin));
    this.keepClear = this.find(`${KEEP_CLEAR}, ${XRAY}`)
      .map((element) => boxOf(element, origin))
      .filter((box) => box.width > 0 && box.height > 0);
    const xrayMoved = JSON.stringify(this.xray) !== xray;
    if (xrayMoved || JSON.stringify(this.keepClear) !== keepClear) this.changed(xrayMoved);
  }

  dispose(): void {
    this.resizing.disconnect();
    this.changing.disconnect();
  }

  private find(selector: string): HTMLElement[] {
    return [...this.section.querySelectorAll<HTMLElement>(selector)];
  }

  /** Elements come and go: watch the size of those that are there. */
  private follow(): void {
    const found = this.find(`${KEEP_CLEAR}, ${XRAY}`);
    const isSame =
      found.length === this.followed.length &&
      found.every((element, index) => element === this.followed[index]);
    if (!isSame) {
      this.resizing.disconnect();
      this.followed = found;
      for (const element of found) this.resizing.observe(element);
    }
    this.refresh();
  }
}

function boxOf(element: Element, origin: DOMRect): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left - origin.left, y: top - origin.top, width, height };
}

function xrayBox(element: HTMLElement, origin: DOMRect): XrayBox[] {
  const view = element.dataset['xray'] as XrayView;
  const { x, y, width, height } = boxOf(element, origin);
  const size = Math.min(width, height);
  if (size < 1) return [];
  return [{ view, x: x + (width - size) / 2, y: y + (height - size) / 2, size }];
}
