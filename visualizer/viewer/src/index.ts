import { MovingPart, WalkthroughViewer } from './viewer/component.ts';
import type { VueApp } from './viewer/component.ts';
import type { Emit } from './viewer/events.ts';
import { bootPage, installPage } from './page/life/install.ts';
import { Viewer } from './viewer/viewer.ts';

bootPage(install);

/** For Vue hosts: `app.use(walkthrough_viewer)`. */
export function install(app: VueApp): void {
  app.component('WalkthroughViewer', WalkthroughViewer);
  app.component('MovingPart', MovingPart);
  installPage(app);
}

/** For all other hosts; set what is wanted with the viewer's setters. */
export function createViewer(element: HTMLElement, emit: Emit = () => {}, live = true): Viewer {
  return new Viewer(element, emit, live);
}

export type { Viewer };
