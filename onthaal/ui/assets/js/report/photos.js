// Photos: made smaller on the device (which also drops the place where they were taken), shown,
// and kept until the report is sent.
import { icon } from "./dom.js";

export const MAX_PHOTOS = 4;
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_SIDE = 1600;
const IS_HEIC = /\.(heic|heif)$/i;

export async function shrink(file) {
  if (!file.type.startsWith("image/") && !IS_HEIC.test(file.name)) {
    throw new Error(`“${file.name}” is geen foto. Kies een JPG, PNG, WebP of HEIC.`);
  }
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // This browser cannot read it (HEIC outside Safari); the server can.
    if (file.size > MAX_BYTES) {
      throw new Error(`“${file.name}” is groter dan 20 MB. Kies een kleinere foto.`);
    }
    if (IS_HEIC.test(file.name) || /hei[cf]/.test(file.type)) return file;
    throw new Error(`“${file.name}” is beschadigd. Neem of kies een andere foto.`);
  }
  const scale = Math.min(1, MAX_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!blob) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

// The photos of this page; ``changed`` is called after every change.
export class Photos {
  constructor(changed) {
    this.list = [];
    this.changed = changed;
  }

  attach(page) {
    this.page = page;
    this.input = page.querySelector('input[name="photos"]');
    this.rows = page.querySelector("[data-photos]");
    this.problems = page.querySelector("[data-photo-errors]");
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    const picker = page.querySelector("[data-photo-picker]");
    picker.addEventListener("dragover", (event) => event.preventDefault());
    picker.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add([...event.dataTransfer.files]);
    });
    this.draw();
  }

  async add(files) {
    this.input.value = "";
    const problems = [];
    for (const file of files) {
      if (this.list.length >= MAX_PHOTOS) {
        problems.push(`U kunt ten hoogste ${MAX_PHOTOS} foto’s meesturen.`);
        break;
      }
      try {
        this.list.push({ file: await shrink(file) });
      } catch (problem) {
        problems.push(problem.message);
      }
    }
    this.tell(problems);
    this.draw();
    this.changed();
  }

  put(files) {
    this.list = files.map((file) => ({ file }));
    this.draw();
  }

  remove(index) {
    const [gone] = this.list.splice(index, 1);
    if (gone.url) URL.revokeObjectURL(gone.url);
    this.tell([]);
    this.draw();
    this.changed();
    (this.rows.querySelectorAll("button")[Math.max(0, index - 1)] || this.input).focus();
  }

  tell(problems) {
    this.problems.replaceChildren();
    const field = this.problems.closest(".field");
    field.classList.toggle("field--error", problems.length > 0);
    if (!problems.length) return;
    const line = document.createElement("p");
    line.className = "field__error";
    line.id = "id_photos_error";
    line.setAttribute("role", "alert");
    line.append(icon("circle-alert"), problems.join(" "));
    this.problems.append(line);
  }

  draw() {
    this.rows.replaceChildren(
      ...this.list.map((photo, index) => {
        const row = document.createElement("li");
        photo.url ??= URL.createObjectURL(photo.file);
        const picture = document.createElement("img");
        picture.src = photo.url;
        picture.alt = `Foto ${index + 1}: ${photo.file.name}`;
        picture.addEventListener("error", () => picture.classList.add("photos__unseen"));
        const size = document.createElement("span");
        size.className = "photos__size";
        size.textContent = `${Math.max(1, Math.round(photo.file.size / 1024))} kB`;
        const away = document.createElement("button");
        away.type = "button";
        away.className = "photos__remove";
        away.setAttribute("aria-label", `Foto ${index + 1} verwijderen`);
        away.append(icon("x"));
        away.addEventListener("click", () => this.remove(index));
        row.append(picture, size, away);
        return row;
      }),
    );
    this.page
      .querySelector("[data-photo-picker]")
      .toggleAttribute("data-full", this.list.length >= MAX_PHOTOS);
  }
}
