// The drawing of a process, by bpmn-js. Its watermark stays as bpmn.io asks: whole and unchanged.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const STEP = 120;
const MARGIN = 20;
// below this, words in the drawing are too small
const READABLE = 0.65;
const canvasBox = document.querySelector("[data-bpmn]");
const state = document.querySelector("[data-diagram-state]");

async function show() {
  const viewer = new NavigatedViewer({ container: canvasBox });
  try {
    const answer = await fetch(canvasBox.dataset.bpmn, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const { warnings } = await viewer.importXML(await answer.text());
    canvasBox.dataset.warnings = warnings.length;
  } catch {
    state.textContent = "Het schema kon niet getekend worden. Lees de lijst hieronder.";
    return;
  }
  const canvas = viewer.get("canvas");
  const { inner } = canvas.viewbox();
  const fitting = canvasBox.clientWidth / inner.width;
  const scale = Math.max(fitting, READABLE);
  // as high as the drawing asks, within what the stylesheet allows
  canvasBox.style.height = `${inner.height * scale + 96}px`;
  canvas.resized();
  if (fitting < READABLE) {
    // too wide to read as a whole: begin where the process begins
    const { outer } = canvas.viewbox();
    canvas.viewbox({
      x: inner.x - MARGIN,
      y: inner.y - MARGIN,
      width: outer.width / scale,
      height: outer.height / scale,
    });
  } else {
    canvas.zoom("fit-viewport", "auto");
  }
  state.textContent = "";
  canvasBox.dataset.ready = "";
  listen(viewer, canvas);
}

function listen(viewer, canvas) {
  const ways = { left: [STEP, 0], right: [-STEP, 0], up: [0, STEP], down: [0, -STEP] };
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const how = button.dataset.zoom;
      if (how === "fit") canvas.zoom("fit-viewport", "auto");
      else canvas.zoom(Math.min(4, Math.max(0.1, canvas.zoom() * (how === "in" ? 1.25 : 0.8))));
    });
  }
  for (const button of document.querySelectorAll("[data-move]")) {
    const [dx, dy] = ways[button.dataset.move];
    button.addEventListener("click", () => canvas.scroll({ dx, dy }));
  }
  const save = document.querySelector("[data-svg]");
  save.disabled = false;
  save.addEventListener("click", async () => {
    const { svg } = await viewer.saveSVG();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    link.download = save.dataset.svg;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

if (canvasBox) show();
