// What fits what somebody types (addresses, products), under the field. Arrows choose, Enter takes, Escape closes.
import { element, icon, later } from "./dom.js";

export class Combobox {
  constructor(input, list, url, chosen) {
    this.input = input;
    this.list = list;
    this.url = url;
    this.chosen = chosen;
    this.results = [];
    this.at = -1;
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", list.id],
    ]) {
      input.setAttribute(name, value);
    }
    const look = later(() => this.look(), 180);
    input.addEventListener("input", look);
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  async find(words = this.input.value.trim()) {
    const url = new URL(this.url, location.href);
    url.searchParams.set("q", words);
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).results;
  }

  async look() {
    const words = this.input.value.trim();
    if (words.length < 2) return this.close();
    try {
      const results = await this.find(words);
      if (words === this.input.value.trim() && document.activeElement === this.input) {
        this.show(results);
      }
    } catch {
      this.close();
    }
  }

  show(results) {
    this.results = results;
    this.at = -1;
    this.list.replaceChildren(
      ...results.map((result, index) => {
        const row = element(
          "li",
          { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" },
          icon(result.icon ?? (result.kind === "street" ? "route" : "map-pin")),
          element("span", {}, result.label),
        );
        row.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.take(index);
        });
        return row;
      }),
    );
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const result = this.results[index];
    this.close();
    this.chosen(result);
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.take(this.at);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = (this.at + step + this.results.length) % this.results.length;
      for (const [index, row] of [...this.list.children].entries()) {
        row.setAttribute("aria-selected", String(index === this.at));
        if (index === this.at) row.scrollIntoView({ block: "nearest" });
      }
      this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    }
  }
}
