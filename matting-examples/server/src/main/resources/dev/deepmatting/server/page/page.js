// The page's behaviour: a photograph, a trimap painted over it, and the result after each stroke.
import { WORDS } from "./words.js";
import { PaintedTrimap, OBJECT, BACKGROUND, UNKNOWN, UNPAINTED } from "./trimap.js";

const LONGEST_SIDE = 1400;
const OVERLAY = { [OBJECT]: [242, 169, 0, 110], [BACKGROUND]: [43, 108, 176, 110], [UNKNOWN]: [138, 138, 138, 90], [UNPAINTED]: [0, 0, 0, 0] };
const TOOLS = { object: OBJECT, background: BACKGROUND, unknown: UNKNOWN };
const GROUNDS = { dark: "111111", light: "fafafa", green: "00b140" };

const by = (id) => document.getElementById(id);
const paint = by("paint"), result = by("result"), status = by("status");
const state = {
  file: null, photo: null, work: null, trimap: null, cut: null, tool: "object", size: 24, running: null,
  stroke: null, zoom: 1, panX: 0, panY: 0, cursor: null, name: "photo",
};
let words = WORDS.en;

// Words -----------------------------------------------------------------------------------------

function speak(language) {
  words = WORDS[language] || WORDS.en;
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = words[each.dataset.text];
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", words[each.dataset.label]);
}

function tell(text, isError = false) {
  status.textContent = text;
  status.classList.toggle("error", isError);
}

const filled = (text, value) => text.replace("{0}", value);

// The photograph --------------------------------------------------------------------------------

async function open(file) {
  if (!file) return;
  let photo;
  try {
    photo = await createImageBitmap(file);
  } catch {
    tell(words.noPicture, true);
    return;
  }
  stop();
  const factor = Math.min(1, LONGEST_SIDE / Math.max(photo.width, photo.height));
  const width = Math.max(1, Math.round(photo.width * factor));
  const height = Math.max(1, Math.round(photo.height * factor));
  Object.assign(state, { file, photo, cut: null, zoom: 1, panX: 0, panY: 0, cursor: null, name: (file.name || "photo").replace(/\.[^.]*$/, "") });
  state.trimap = new PaintedTrimap(width, height);
  for (const canvas of [paint, result]) { canvas.width = width; canvas.height = height; }
  state.work = factor === 1 ? file : await toBlob(drawn(photo, width, height), "image/jpeg", 0.95);
  by("start").hidden = true;
  by("work").hidden = false;
  place();
  draw();
  drawResult();
  tell(words.hint);
  await suggest();
}

function drawn(picture, width, height, smooth = true) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = smooth;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}

const toBlob = (canvas, type, quality) => new Promise((done) => canvas.toBlob(done, type, quality));

// The server ------------------------------------------------------------------------------------

async function ask(path, fields, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await fetch(path, { method: "POST", body: form, signal });
  if (answer.ok) return answer;
  let message = answer.statusText;
  try {
    message = (await answer.json()).error.message;
  } catch { /* The status says enough. */ }
  throw new Error(message);
}

// A newer question ends an older one, which the server then drops.
async function exclusive(work) {
  stop();
  const control = new AbortController();
  state.running = control;
  by("busy").hidden = false;
  const begun = performance.now();
  tell(words.working);
  try {
    await work(control.signal);
    if (state.running === control) tell(filled(words.done, ((performance.now() - begun) / 1000).toFixed(1)));
  } catch (error) {
    if (error.name !== "AbortError") tell(filled(words.failed, error.message), true);
  } finally {
    if (state.running === control) {
      state.running = null;
      by("busy").hidden = true;
    }
  }
}

function stop() {
  if (state.running) state.running.abort();
  state.running = null;
  by("busy").hidden = true;
}

async function trimapBlob(width, height) {
  const small = document.createElement("canvas");
  small.width = state.trimap.width;
  small.height = state.trimap.height;
  small.getContext("2d").putImageData(state.trimap.image(), 0, 0);
  return toBlob(width === small.width ? small : drawn(small, width, height, false), "image/png");
}

async function takeTrimap(fields) {
  await exclusive(async (signal) => {
    const answer = await ask("v1/trimap", { image: state.work, ...fields }, signal);
    const picture = await createImageBitmap(await answer.blob());
    const pixels = drawn(picture, picture.width, picture.height).getContext("2d").getImageData(0, 0, picture.width, picture.height).data;
    state.trimap.begin();
    state.trimap.take(pixels);
    draw();
  });
  await update();
}

// A server that finds objects by itself suggests a trimap; others refuse, which is no error here.
async function suggest() {
  try {
    const answer = await ask("v1/trimap", { image: state.work });
    const picture = await createImageBitmap(await answer.blob());
    if (state.trimap.has(OBJECT) || state.trimap.has(BACKGROUND)) return;
    state.trimap.begin();
    state.trimap.take(drawn(picture, picture.width, picture.height).getContext("2d").getImageData(0, 0, picture.width, picture.height).data);
    draw();
    await update();
  } catch { /* The person paints. */ }
}

async function update() {
  buttons();
  if (!state.trimap.has(OBJECT) || !state.trimap.has(BACKGROUND)) {
    stop();
    state.cut = null;
    drawResult();
    tell(words.needBoth);
    return;
  }
  await exclusive(async (signal) => {
    const trimap = await trimapBlob(state.trimap.width, state.trimap.height);
    const [cutout, review] = await Promise.all([
      ask("v1/cutout", { image: state.work, trimap }, signal),
      ask("v1/review", { image: state.work, trimap }, signal),
    ]);
    state.cut = await createImageBitmap(await cutout.blob());
    show((await review.json()).findings);
    drawResult();
  });
}

function show(findings) {
  by("findings").replaceChildren(...findings.map((finding) => {
    const item = document.createElement("li");
    item.textContent = `${finding.message} ${finding.advice}`;
    return item;
  }));
}

async function save(kind) {
  await exclusive(async (signal) => {
    const trimap = await trimapBlob(state.photo.width, state.photo.height);
    const ground = by("ground").value;
    const colour = ground === "own" ? by("own").value.slice(1) : GROUNDS[ground];
    const fields = kind === "composite" ? (colour ? { color: colour } : { transparent: "true" }) : {};
    const blob = kind === "trimap" ? trimap : await (await ask(`v1/${kind}`, { image: state.file, trimap, ...fields }, signal)).blob();
    const name = `${state.name}-${kind}.png`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell(filled(words.saved, name));
  });
}

async function copy() {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": toBlob(drawn(state.cut, state.cut.width, state.cut.height), "image/png") })]);
    tell(words.copied);
  } catch {
    tell(words.notCopied, true);
  }
}

// Drawing ---------------------------------------------------------------------------------------

function draw(area) {
  const { trimap, photo } = state;
  const { left, top, width, height } = area || { left: 0, top: 0, width: trimap.width, height: trimap.height };
  if (width <= 0 || height <= 0) return;
  const context = paint.getContext("2d");
  const scaleX = photo.width / trimap.width, scaleY = photo.height / trimap.height;
  context.drawImage(photo, left * scaleX, top * scaleY, width * scaleX, height * scaleY, left, top, width, height);
  const overlay = new ImageData(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      overlay.data.set(OVERLAY[trimap.labels[(top + y) * trimap.width + left + x]], 4 * (y * width + x));
    }
  }
  const layer = document.createElement("canvas");
  layer.width = width;
  layer.height = height;
  layer.getContext("2d").putImageData(overlay, 0, 0);
  context.drawImage(layer, left, top);
  if (state.cursor) drawCursor(context);
  if (state.stroke && state.stroke.rectangle) drawRectangle(context);
}

function drawCursor(context) {
  context.lineWidth = 2;
  for (const [colour, more] of [["#000", 1], ["#fff", 0]]) {
    context.strokeStyle = colour;
    context.beginPath();
    context.arc(state.cursor.x, state.cursor.y, state.size / 2 + more, 0, 2 * Math.PI);
    context.stroke();
  }
}

function drawRectangle(context) {
  const { x0, y0, x1, y1 } = state.stroke;
  context.strokeStyle = "#fff";
  context.lineWidth = 2;
  context.setLineDash([8, 6]);
  context.strokeRect(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
  context.setLineDash([]);
}

function drawResult() {
  const context = result.getContext("2d");
  const { width, height } = result;
  const ground = by("ground").value;
  context.clearRect(0, 0, width, height);
  by("own").hidden = ground !== "own";
  if (ground === "own") {
    context.fillStyle = by("own").value;
    context.fillRect(0, 0, width, height);
  }
  if (state.cut) context.drawImage(ground === "matte" ? matte() : state.cut, 0, 0, width, height);
  const split = Math.round(by("split").value / 100 * width);
  if (split > 0 && state.photo) context.drawImage(state.photo, 0, 0, split / width * state.photo.width, state.photo.height, 0, 0, split, height);
  by("result-stage").dataset.ground = ground;
}

function matte() {
  const canvas = drawn(state.cut, state.cut.width, state.cut.height);
  const context = canvas.getContext("2d");
  context.globalCompositeOperation = "source-in";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

function place() {
  paint.style.transformOrigin = "0 0";
  paint.style.transform = `translate(${state.panX}px, ${state.panY}px) scale(${state.zoom})`;
}

function zoom(factor, x, y) {
  const next = Math.min(16, Math.max(1, state.zoom * factor));
  state.panX = next === 1 ? 0 : x - (x - state.panX) * next / state.zoom;
  state.panY = next === 1 ? 0 : y - (y - state.panY) * next / state.zoom;
  state.zoom = next;
  place();
}

// Painting --------------------------------------------------------------------------------------

// The place of a pointer in the canvas's pixels: the canvas keeps its shape inside of its box.
function at(event) {
  const box = paint.getBoundingClientRect();
  const scale = Math.min(box.width / paint.width, box.height / paint.height);
  return {
    x: (event.clientX - box.left - (box.width - paint.width * scale) / 2) / scale,
    y: (event.clientY - box.top - (box.height - paint.height * scale) / 2) / scale,
  };
}

function press(event) {
  if (!state.trimap || event.button !== 0) return;
  paint.setPointerCapture(event.pointerId);
  begin(at(event), event);
}

function begin({ x, y }, event) {
  const label = event.altKey ? UNPAINTED : TOOLS[state.tool];
  state.stroke = { x0: x, y0: y, x1: x, y1: y, label, rectangle: state.tool === "rectangle", move: state.tool === "move", clientX: event.clientX, clientY: event.clientY };
  if (state.tool in TOOLS) {
    state.trimap.begin();
    draw(state.trimap.line(x, y, x, y, state.size / 2, label));
  }
}

function drag(event) {
  const stroke = state.stroke;
  if (!stroke) return;
  if (stroke.move) {
    state.panX += event.clientX - stroke.clientX;
    state.panY += event.clientY - stroke.clientY;
    Object.assign(stroke, { clientX: event.clientX, clientY: event.clientY });
    place();
    return;
  }
  const { x, y } = at(event);
  if (stroke.rectangle) {
    Object.assign(stroke, { x1: x, y1: y });
    draw();
  } else if (stroke.label !== undefined) {
    draw(state.trimap.line(stroke.x1, stroke.y1, x, y, state.size / 2, stroke.label));
    Object.assign(stroke, { x1: x, y1: y });
  }
}

async function release() {
  const stroke = state.stroke;
  state.stroke = null;
  if (!stroke || stroke.move) return;
  if (stroke.rectangle) {
    await takeRectangle(stroke);
  } else if (state.tool === "screen") {
    await takeTrimap({ key: colourAt(stroke.x0, stroke.y0) });
  } else {
    await update();
  }
}

async function takeRectangle({ x0, y0, x1, y1 }) {
  const left = Math.max(0, Math.round(Math.min(x0, x1))), top = Math.max(0, Math.round(Math.min(y0, y1)));
  const width = Math.min(paint.width, Math.round(Math.max(x0, x1))) - left;
  const height = Math.min(paint.height, Math.round(Math.max(y0, y1))) - top;
  draw();
  if (width > 2 && height > 2) await takeTrimap({ rect: [left, top, width, height].join(",") });
}

function colourAt(x, y) {
  const canvas = drawn(state.photo, paint.width, paint.height);
  const [red, green, blue] = canvas.getContext("2d").getImageData(Math.floor(x), Math.floor(y), 1, 1).data;
  return [red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("");
}

function keyOnPicture(event) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const step = steps[event.key];
  if (step) {
    event.preventDefault();
    const from = state.cursor || { x: paint.width / 2, y: paint.height / 2 };
    const far = event.shiftKey ? 1 : Math.max(2, state.size / 2);
    state.cursor = { x: clamp(from.x + step[0] * far, paint.width), y: clamp(from.y + step[1] * far, paint.height) };
    if (state.stroke && state.stroke.keyboard) draw(state.trimap.line(from.x, from.y, state.cursor.x, state.cursor.y, state.size / 2, state.stroke.label));
    draw();
  } else if (event.key === " " && !event.repeat && state.cursor && state.tool in TOOLS) {
    event.preventDefault();
    begin(state.cursor, event);
    state.stroke.keyboard = true;
    draw();
  }
}

const clamp = (value, size) => Math.min(size - 1, Math.max(0, value));

// Controls --------------------------------------------------------------------------------------

function choose(tool) {
  state.tool = tool;
  for (const each of document.querySelectorAll("[data-tool]")) {
    const chosen = each.dataset.tool === tool;
    each.setAttribute("aria-checked", chosen);
    each.tabIndex = chosen ? 0 : -1;
  }
}

function resize(size) {
  state.size = Math.min(200, Math.max(1, Math.round(size)));
  by("size").value = state.size;
  by("size-value").value = state.size;
}

function buttons() {
  by("undo").disabled = state.trimap.done.length === 0;
  by("redo").disabled = state.trimap.undone.length === 0;
}

async function change(work) {
  if (!state.trimap) return;
  state.trimap.begin();
  work(state.trimap);
  draw();
  await update();
}

async function back(exchange) {
  if (state.trimap && exchange()) {
    draw();
    await update();
  }
}

function shortcut(event) {
  if (by("work").hidden || ["INPUT", "SELECT"].includes(event.target.tagName)) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === "z") {
    event.preventDefault();
    back(() => (event.shiftKey ? state.trimap.redo() : state.trimap.undo()));
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  const tool = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (tool) choose(tool.dataset.tool);
  else if (key === "[") resize(state.size / 1.25);
  else if (key === "]") resize(state.size * 1.25 + 1);
  else if (key === "+" || key === "-") zoom(key === "+" ? 1.5 : 1 / 1.5, paint.clientWidth / 2, paint.clientHeight / 2);
}

function wheel(event) {
  event.preventDefault();
  if (event.ctrlKey) {
    const box = by("stage").getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - box.left, event.clientY - box.top);
  } else {
    resize(event.deltaY < 0 ? state.size * 1.15 + 1 : state.size / 1.15);
  }
}

function arrowsAmongTools(event) {
  const tools = [...document.querySelectorAll("[data-tool]")];
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = tools[(tools.indexOf(event.target) + step + tools.length) % tools.length];
  choose(next.dataset.tool);
  next.focus();
}

by("photo").addEventListener("change", (event) => open(event.target.files[0]));
document.addEventListener("dragover", (event) => { event.preventDefault(); by("start").classList.add("over"); });
document.addEventListener("dragleave", () => by("start").classList.remove("over"));
document.addEventListener("drop", (event) => { event.preventDefault(); by("start").classList.remove("over"); open(event.dataTransfer.files[0]); });
document.addEventListener("paste", (event) => open([...event.clipboardData.files].find((file) => file.type.startsWith("image/"))));
document.addEventListener("keydown", shortcut);
paint.addEventListener("pointerdown", press);
paint.addEventListener("pointermove", drag);
paint.addEventListener("pointerup", release);
paint.addEventListener("pointercancel", release);
paint.addEventListener("wheel", wheel, { passive: false });
paint.addEventListener("keydown", keyOnPicture);
paint.addEventListener("keyup", (event) => { if (event.key === " " && state.stroke && state.stroke.keyboard) release(); });
paint.addEventListener("blur", () => { state.cursor = null; if (state.trimap) draw(); });
for (const each of document.querySelectorAll("[data-tool]")) {
  each.addEventListener("click", () => choose(each.dataset.tool));
  each.addEventListener("keydown", arrowsAmongTools);
}
by("size").addEventListener("input", (event) => resize(event.target.value));
by("undo").addEventListener("click", () => back(() => state.trimap.undo()));
by("redo").addEventListener("click", () => back(() => state.trimap.redo()));
by("widen").addEventListener("click", () => change((trimap) => trimap.widen(Math.max(1, state.size / 4))));
by("clear").addEventListener("click", () => change((trimap) => trimap.clear()));
by("find").addEventListener("click", async () => takeTrimap({ scribbles: await trimapBlob(state.trimap.width, state.trimap.height) }));
by("other").addEventListener("click", () => { stop(); by("work").hidden = true; by("start").hidden = false; by("photo").value = ""; tell(""); });
by("split").addEventListener("input", drawResult);
by("ground").addEventListener("change", drawResult);
by("own").addEventListener("input", drawResult);
by("copy").addEventListener("click", copy);
for (const each of document.querySelectorAll("[data-save]")) each.addEventListener("click", () => save(each.dataset.save));
by("language").addEventListener("change", (event) => speak(event.target.value));

const preferred = (navigator.languages || ["en"]).map((each) => each.slice(0, 2)).find((each) => each in WORDS) || "en";
by("language").value = preferred;
speak(preferred);
choose("object");
