// A trimap that a person paints: a label for each pixel, and what undoing needs.
export const UNPAINTED = 0, OBJECT = 1, BACKGROUND = 2, UNKNOWN = 3;
const GRAY = [128, 255, 0, 128];
const LONGEST_HISTORY = 50;

export class PaintedTrimap {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.labels = new Uint8Array(width * height);
    this.undone = [];
    this.done = [];
  }

  // Remembers the labels before a change; strokes are packed as runs, which take little memory.
  begin() {
    this.done.push(packed(this.labels));
    if (this.done.length > LONGEST_HISTORY) this.done.shift();
    this.undone = [];
  }

  undo() { return this.exchange(this.done, this.undone); }
  redo() { return this.exchange(this.undone, this.done); }

  exchange(from, to) {
    if (from.length === 0) return false;
    to.push(packed(this.labels));
    unpack(from.pop(), this.labels);
    return true;
  }

  // Paints a line with round ends.
  line(x0, y0, x1, y1, radius, label) {
    const left = Math.max(0, Math.floor(Math.min(x0, x1) - radius));
    const right = Math.min(this.width - 1, Math.ceil(Math.max(x0, x1) + radius));
    const top = Math.max(0, Math.floor(Math.min(y0, y1) - radius));
    const bottom = Math.min(this.height - 1, Math.ceil(Math.max(y0, y1) + radius));
    const dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length));
        const far = (x - x0 - share * dx) ** 2 + (y - y0 - share * dy) ** 2;
        if (far <= radius * radius) this.labels[y * this.width + x] = label;
      }
    }
    return { left, top, width: right - left + 1, height: bottom - top + 1 };
  }

  clear() { this.labels.fill(UNPAINTED); }

  has(label) { return this.labels.includes(label); }

  // Pixels near unknown ones become unknown.
  widen(pixels) {
    const near = this.labels.map((label) => (label === UNKNOWN || label === UNPAINTED ? 1 : 0));
    spread(near, this.width, this.height, pixels, 1, this.width);
    spread(near, this.height, this.width, pixels, this.width, 1);
    for (let i = 0; i < near.length; i++) if (near[i]) this.labels[i] = UNKNOWN;
  }

  // Takes a trimap as the server sends it.
  take(pixels) {
    for (let i = 0; i < this.labels.length; i++) {
      const gray = pixels[4 * i];
      this.labels[i] = gray === 255 ? OBJECT : gray === 0 ? BACKGROUND : UNKNOWN;
    }
  }

  image() {
    const image = new ImageData(this.width, this.height);
    for (let i = 0; i < this.labels.length; i++) {
      const gray = GRAY[this.labels[i]];
      image.data.set([gray, gray, gray, 255], 4 * i);
    }
    return image;
  }
}

function spread(near, count, lines, pixels, step, lineStep) {
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    const before = Uint8Array.from({ length: count }, (_, i) => near[start + i * step]);
    let last = -Infinity;
    for (let i = 0; i < count; i++) {
      if (before[i]) last = i;
      if (i - last <= pixels) near[start + i * step] = 1;
    }
    last = Infinity;
    for (let i = count - 1; i >= 0; i--) {
      if (before[i]) last = i;
      if (last - i <= pixels) near[start + i * step] = 1;
    }
  }
}

function packed(labels) {
  const runs = [];
  for (let i = 0; i < labels.length;) {
    let end = i + 1;
    while (end < labels.length && labels[end] === labels[i]) end++;
    runs.push(end - i, labels[i]);
    i = end;
  }
  return Uint32Array.from(runs);
}

function unpack(runs, labels) {
  let at = 0;
  for (let i = 0; i < runs.length; i += 2) {
    labels.fill(runs[i + 1], at, at + runs[i]);
    at += runs[i];
  }
}
