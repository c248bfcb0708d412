// Graphics that accept every call and draw nothing, for a browser that has none: what a page does
// around its picture can then be tried without waiting for pixels.
(() => {
  const { prototype } = WebGL2RenderingContext;
  const NUMBERS = { [prototype.VIEWPORT]: 4, [prototype.SCISSOR_BOX]: 4 };
  const TEXTS = {
    [prototype.VERSION]: 'WebGL 2.0',
    [prototype.SHADING_LANGUAGE_VERSION]: 'WebGL GLSL ES 3.00',
    [prototype.VENDOR]: 'nobody',
    [prototype.RENDERER]: 'nothing',
  };
  // What an extension is asked for is a number or a call; neither matters.
  const extension = new Proxy({}, { get: (_, name) => (/^[A-Z]/.test(name) ? 1 : () => {}) });
  const answers = {
    getContextAttributes: () => ({ alpha: true, antialias: false, depth: true, stencil: false }),
    getExtension: (name) => (name === 'WEBGL_lose_context' ? loss : extension),
    getSupportedExtensions: () => [],
    getParameter: (name) =>
      TEXTS[name] ?? (NUMBERS[name] ? new Int32Array(NUMBERS[name]) : name === 0 ? null : 4096),
    getShaderPrecisionFormat: () => ({ precision: 23, rangeMin: 127, rangeMax: 127 }),
    getShaderParameter: () => true,
    getProgramParameter: (_, name) =>
      name === prototype.ACTIVE_UNIFORMS || name === prototype.ACTIVE_ATTRIBUTES ? 0 : true,
    getShaderInfoLog: () => '',
    getProgramInfoLog: () => '',
    checkFramebufferStatus: () => prototype.FRAMEBUFFER_COMPLETE,
    fenceSync: () => ({}),
    clientWaitSync: () => prototype.ALREADY_SIGNALED,
    getError: () => prototype.NO_ERROR,
    isContextLost: () => false,
  };
  const loss = { loseContext() {}, restoreContext() {} };

  function undrawn(canvas) {
    const context = { canvas, drawingBufferColorSpace: 'srgb' };
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const { value } = Object.getOwnPropertyDescriptor(prototype, name);
      if (typeof value === 'number') context[name] = value;
      else if (typeof value === 'function')
        context[name] = answers[name] ?? (name.startsWith('create') ? () => ({}) : () => {});
    }
    for (const [name, axis] of [['drawingBufferWidth', 'width'], ['drawingBufferHeight', 'height']])
      Object.defineProperty(context, name, { get: () => canvas[axis] });
    return context;
  }

  const contexts = new WeakMap();
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    if (kind !== 'webgl2') return getContext.call(this, kind, ...rest);
    if (!contexts.has(this)) contexts.set(this, undrawn(this));
    return contexts.get(this);
  };
})();
