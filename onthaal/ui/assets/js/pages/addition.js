// Photos that are added later are made smaller on the device too.
import { Photos } from "../report/photos.js";

for (const form of document.querySelectorAll("[data-shrink-photos]")) {
  const photos = new Photos(() => {
    const files = new DataTransfer();
    for (const { file } of photos.list) files.items.add(file);
    photos.input.files = files.files;
  });
  photos.attach(form);
}
