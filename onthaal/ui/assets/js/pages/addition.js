// Photos that are added later are made smaller on the device too.
import { shrink } from "../report/photos.js";

for (const form of document.querySelectorAll("[data-shrink-photos]")) {
  const input = form.querySelector('input[type="file"]');
  input.addEventListener("change", async () => {
    const files = new DataTransfer();
    for (const file of input.files) {
      // what cannot be read here goes as it is; the server says what is wrong with it
      files.items.add(await shrink(file).catch(() => file));
    }
    input.files = files.files;
  });
}
