// The canvas's hands: pointer, wheel and keys, batched to one call a frame. .NET decides (model, hit tests, paths), this writes the pixels of a gesture.
const threshold = 4, far = 0.38;

export function attach(root, net) {
  return new Canvas(root, net);
}

class Canvas {
  constructor(root, net) {
    Object.assign(this, { root, net, view: { x: 40, y: 40, z: 1 }, area: null, gesture: null, frame: 0, elements: new Map() });
    this.layer = root.querySelector('.canvas-layer');
    this.ghost = root.querySelector('.canvas-ghost');
    this.box = root.querySelector('.canvas-box');
    this.stop = new AbortController();
    const on = (target, type, handler, options) => target.addEventListener(type, handler.bind(this), { signal: this.stop.signal, ...options });
    on(root, 'pointerdown', this.down);
    on(root, 'pointermove', this.move);
    on(root, 'pointerup', this.up);
    on(root, 'pointercancel', this.cancel);
    on(root, 'click', this.click);
    on(root, 'dblclick', this.doubleClick);
    on(root, 'wheel', this.wheel, { passive: false });
    on(root, 'keydown', this.key);
    on(root, 'keyup', e => { if (e.key === ' ') this.space = false; });
    on(root, 'dragover', this.dragOver);
    on(root, 'drop', this.drop);
    on(document, 'dragstart', startStep);
    this.sizes = new ResizeObserver(() => this.tell(true));
    this.sizes.observe(root);
    this.write();
  }

  dispose() {
    this.stop.abort();
    this.sizes.disconnect();
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.portion);
    clearTimeout(this.settle);
  }

  // The viewport -------------------------------------------------------------------------------------------------
  setView(x, y, z) {
    this.view = { x, y, z };
    this.write();
    this.tell(true);
  }

  write() {
    const { x, y, z } = this.view;
    this.layer.style.transform = `translate(${x}px,${y}px) scale(${z})`;
    let dots = 24 * z;
    while (dots < 18) dots *= 2;
    Object.assign(this.root.style, { backgroundSize: `${dots}px ${dots}px`, backgroundPosition: `${x}px ${y}px` });
    this.root.classList.toggle('is-far', z < far);
    this.root.classList.toggle('is-outline', !this.isFilled());
    const label = this.root.querySelector('[data-zoom-label]');
    if (label) label.textContent = `${Math.round(z * 100)} %`;
    const seen = this.root.querySelector('[data-minimap-view]');
    if (seen) {
      const values = { x: -x / z, y: -y / z, width: this.root.clientWidth / z, height: this.root.clientHeight / z };
      for (const name in values) seen.setAttribute(name, values[name]);
    }
  }

  // Whether .NET has rendered all that the window shows; outlines stand in for what is missing.
  isFilled() {
    const { x, y, z } = this.view, a = this.area;
    return !a || (a.isComplete && !a.isOutline && this.isInside(a, x, y, z));
  }

  isInside(a, x, y, z) {
    return -x / z >= a.left && -y / z >= a.top && (this.root.clientWidth - x) / z <= a.right && (this.root.clientHeight - y) / z <= a.bottom;
  }

  // .NET hears of the viewport when it leaves what is rendered, and at the end of a gesture.
  tell(ended) {
    const { x, y, z } = this.view;
    if (!ended && this.area && this.isInside(this.area, x, y, z)) return;
    this.take(this.net.invokeMethod('Viewport', x, y, z, this.root.clientWidth, this.root.clientHeight));
  }

  // Cards come in portions, one a frame.
  take(area) {
    this.area = area;
    this.root.classList.toggle('is-outline', !this.isFilled());
    if (!area.isComplete) this.portion ??= requestAnimationFrame(() => { this.portion = null; this.take(this.net.invokeMethod('Mount')); });
  }

  point(e) {
    const r = this.rect ?? this.root.getBoundingClientRect();
    return { x: (e.clientX - r.left - this.view.x) / this.view.z, y: (e.clientY - r.top - this.view.y) / this.view.z };
  }

  each(step) {
    this.step = step;
    if (!this.frame) this.frame = requestAnimationFrame(() => { this.frame = 0; const next = this.step; this.step = null; next?.(); });
  }

  flush() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const next = this.step;
    this.step = null;
    next?.();
  }

  // Gestures -----------------------------------------------------------------------------------------------------
  down(e) {
    if (e.button === 2 || this.gesture || e.target.closest('[data-apart],[data-figure]')) return;
    this.rect = this.root.getBoundingClientRect();
    const at = { id: e.pointerId, sx: e.clientX, sy: e.clientY, start: this.point(e), view: { ...this.view }, shift: e.shiftKey || e.ctrlKey || e.metaKey };
    const node = this.nodeAt(e), port = e.target.closest('[data-port]')?.dataset.port, link = e.target.closest('[data-link]')?.dataset.link;
    const map = e.target.closest('[data-minimap]'), end = e.target.closest('[data-end]')?.dataset.end;
    this.root.classList.remove('is-keys');
    this.root.focus({ preventScroll: true });
    e.preventDefault();
    if (map) this.begin({ ...at, kind: 'map', map }, e);
    else if (e.button === 1 || this.space) this.begin({ ...at, kind: 'pan', moved: true }, e);
    else if (port !== undefined && node) this.beginConnect({ ...at, kind: 'connect' }, this.net.invokeMethod('ConnectStart', node, port), e);
    else if (end) this.beginConnect({ ...at, kind: 'connect' }, this.net.invokeMethod('ReconnectStart', link, end === 'source'), e);
    else if (node) this.gesture = { ...at, kind: 'press', node };
    else if (link) this.gesture = { ...at, kind: 'press', link };
    else if (at.shift) { this.net.invokeMethod('BoxStart'); this.begin({ ...at, kind: 'box' }, e); }
    else this.gesture = { ...at, kind: 'pan' };
    if (this.gesture?.kind === 'map') this.centre(e);
  }

  begin(gesture, e) {
    this.gesture = gesture;
    this.root.setPointerCapture(e.pointerId);
    this.root.classList.add(`is-${gesture.kind}`);
  }

  beginConnect(gesture, targets, e) {
    if (!targets) return;
    this.begin(gesture, e);
    for (const id of targets) this.nodeOf(id)?.classList.add('is-target');
  }

  move(e) {
    const g = this.gesture;
    if (!g || e.pointerId !== g.id) return;
    const dx = e.clientX - g.sx, dy = e.clientY - g.sy;
    if (!g.moved && Math.hypot(dx, dy) < threshold && (g.kind === 'press' || g.kind === 'pan')) return;
    if (g.kind === 'press') {
      if (!g.node || !this.net.invokeMethod('DragStart', g.node)) { g.kind = 'pan'; }
      else g.kind = 'drag';
    }
    if (!g.moved) { g.moved = true; this.begin(g, e); }
    const point = this.point(e), { clientX, clientY } = e;
    this.each(() => this.track(g, dx, dy, point, { clientX, clientY }));
  }

  track(g, dx, dy, point, pointer) {
    switch (g.kind) {
      case 'pan':
        this.view = { ...this.view, x: g.view.x + dx, y: g.view.y + dy };
        this.write();
        this.tell(false);
        break;
      case 'drag': this.apply(this.net.invokeMethod('DragMove', dx / g.view.z, dy / g.view.z)); break;
      case 'map': this.centre(pointer); break;
      case 'box': {
        const { x, y, z } = this.view, left = Math.min(g.start.x, point.x), top = Math.min(g.start.y, point.y);
        Object.assign(this.box.style, { display: 'block', transform: `translate(${left * z + x}px,${top * z + y}px)`, width: `${Math.abs(point.x - g.start.x) * z}px`, height: `${Math.abs(point.y - g.start.y) * z}px` });
        this.net.invokeMethod('BoxMove', g.start.x, g.start.y, point.x, point.y);
        break;
      }
      case 'connect': this.hint(this.net.invokeMethod('ConnectMove', point.x, point.y)); break;
    }
  }

  up(e) {
    const g = this.gesture;
    if (!g || e.pointerId !== g.id) return;
    this.flush();
    this.end(e);
    if (!g.moved && (g.kind === 'press' || g.kind === 'pan')) this.net.invokeMethod('Click', g.node ?? null, g.link ?? null, g.shift);
    else if (g.kind === 'drag') this.net.invokeMethod('DragEnd');
    else if (g.kind === 'connect') { const p = this.point(e); this.net.invokeMethod('ConnectMove', p.x, p.y); this.net.invokeMethod('ConnectEnd', p.x, p.y); }
    else if (g.kind === 'pan' || g.kind === 'map') this.tell(true);
  }

  cancel() {
    const g = this.gesture;
    if (!g) return;
    this.step = null;
    this.end({ pointerId: g.id });
    if (g.kind === 'drag') this.apply(this.net.invokeMethod('DragCancel'));
    if (g.kind === 'connect') this.net.invokeMethod('ConnectCancel');
  }

  end(e) {
    this.root.classList.remove(`is-${this.gesture.kind}`);
    if (this.root.hasPointerCapture(e.pointerId)) this.root.releasePointerCapture(e.pointerId);
    this.root.querySelectorAll('.is-target,.is-aim').forEach(n => n.classList.remove('is-target', 'is-aim'));
    this.ghost.setAttribute('d', '');
    this.box.style.display = 'none';
    this.chosen?.removeAttribute('transform');
    this.gesture = null;
    this.rect = null;
    this.elements.clear();
  }

  hint({ path, target }) {
    this.ghost.setAttribute('d', path);
    if (target === this.aim) return;
    this.root.querySelectorAll('.is-aim').forEach(n => n.classList.remove('is-aim'));
    this.aim = target;
    if (target) this.nodeOf(target)?.classList.add('is-aim');
  }

  apply(patch) {
    for (const n of patch.nodes) { const at = this.nodeOf(n.id); if (at) at.style.transform = n.transform; }
    this.chosen?.setAttribute('transform', `translate(${patch.dx} ${patch.dy})`);
    for (const l of patch.links) { const at = this.find('link', l.key); if (at) for (const path of at.children) if (path.tagName === 'path') path.setAttribute('d', l.path); }
  }

  get chosen() { return this.layer.querySelector('.canvas-outline-selected'); }

  // Where outlines are drawn, the model knows whose they are.
  nodeAt(e) {
    const node = e.target.closest('[data-node]')?.dataset.node;
    if (node || this.isFilled() || !e.target.closest('.canvas') || e.target.closest('[data-apart],[data-link],[data-minimap]')) return node;
    const { x, y } = this.point(e);
    return this.net.invokeMethod('NodeAt', x, y) ?? undefined;
  }

  nodeOf(id) { return this.find('node', id); }

  // Asked from the page once a gesture: a thousand cards make a lookup by selector dear.
  find(kind, id) {
    const key = `${kind} ${id}`;
    let element = this.elements.get(key);
    if (!element?.isConnected) this.elements.set(key, element = this.layer.querySelector(`[data-${kind}="${CSS.escape(id)}"]`));
    return element;
  }

  centre(e) {
    const { map } = this.gesture, r = map.getBoundingClientRect(), box = map.viewBox.baseVal, scale = Math.max(box.width / r.width, box.height / r.height), z = this.view.z;
    const x = box.x + box.width / 2 + (e.clientX - r.left - r.width / 2) * scale, y = box.y + box.height / 2 + (e.clientY - r.top - r.height / 2) * scale;
    this.view = { x: this.root.clientWidth / 2 - x * z, y: this.root.clientHeight / 2 - y * z, z };
    this.write();
    this.tell(false);
  }

  // Wheel: a mouse's wheel and a pinch zoom to the pointer, two fingers on a trackpad pan. ----------------------------
  wheel(e) {
    if (e.target.closest('[data-apart]')) return;
    e.preventDefault();
    const isZoom = e.ctrlKey || e.metaKey || (!e.shiftKey && e.deltaX === 0 && (e.deltaMode !== 0 || Math.abs(e.deltaY) >= 40));
    const r = this.root.getBoundingClientRect(), px = e.clientX - r.left, py = e.clientY - r.top, v = this.view;
    if (isZoom) {
      const delta = e.deltaMode === 0 ? e.deltaY : e.deltaY * 33, z = Math.min(2, Math.max(0.1, v.z * Math.exp(-delta * (e.ctrlKey && Math.abs(delta) < 40 ? 0.01 : 0.0018))));
      this.view = { x: px - (px - v.x) / v.z * z, y: py - (py - v.y) / v.z * z, z };
    } else {
      this.view = { ...v, x: v.x - (e.shiftKey ? e.deltaY : e.deltaX), y: v.y - (e.shiftKey ? 0 : e.deltaY) };
    }
    // A zoom brings many cards at once: outlines stand for them until it rests.
    this.each(() => { this.write(); if (!isZoom) this.tell(false); });
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.tell(true), 150);
  }

  // Clicks, keys, drops --------------------------------------------------------------------------------------------
  click(e) {
    const figure = e.target.closest('[data-figure]'), node = figure?.closest('[data-node]');
    if (figure && node) this.net.invokeMethod('Figure', node.dataset.node, figure.dataset.figure);
    const plus = e.target.closest('[data-plus]');
    if (plus) this.net.invokeMethod('Insert', plus.closest('[data-link]').dataset.link);
  }

  doubleClick(e) {
    const node = this.nodeAt(e);
    if (node && !e.target.closest('[data-port],[data-figure]')) this.net.invokeMethod('Open', node);
  }

  key(e) {
    if (e.target !== this.root) return;
    this.root.classList.add('is-keys');
    if (e.key === ' ') { this.space = true; e.preventDefault(); return; }
    if (e.key === 'Escape' && this.gesture) { this.cancel(); return; }
    const answer = this.net.invokeMethod('Key', e.key, e.ctrlKey || e.metaKey, e.shiftKey, e.altKey);
    if (!answer.isTaken) return;
    e.preventDefault();
    if (answer.hint) this.hint(answer.hint);
  }

  dragOver(e) {
    if (e.dataTransfer.types.includes('application/x-step')) { e.preventDefault(); e.dataTransfer.dropEffect = 'copy'; }
  }

  drop(e) {
    const type = e.dataTransfer.getData('application/x-step');
    if (!type) return;
    e.preventDefault();
    const p = this.point(e), link = document.elementFromPoint(e.clientX, e.clientY)?.closest('[data-link]')?.dataset.link ?? null;
    this.net.invokeMethod('Drop', type, p.x, p.y, link);
  }
}

// The palette's entries only name their type; Firefox starts no drag without data.
function startStep(e) {
  const step = e.target.closest?.('[data-step-type]');
  if (step) { e.dataTransfer.setData('application/x-step', step.dataset.stepType); e.dataTransfer.effectAllowed = 'copy'; }
}
