// What it is about: suggestions from the text, a filter, and the questions of the chosen subject.
import { later } from "./dom.js";

export class SubjectStep {
  constructor(changed) {
    this.changed = changed;
  }

  attach(page, form) {
    this.page = page;
    this.form = form;
    this.slot = page.querySelector("[data-suggestions]");
    this.questions = page.querySelector("[data-questions]");
    this.danger = page.querySelector("[data-danger]");
    this.lastAsked = "";
    const suggest = later(() => this.suggest(), 700);
    form.elements.description.addEventListener("input", suggest);
    this.field = page.querySelector("#id_category");
    this.startCollapsing();
    form.addEventListener("change", (event) => {
      if (event.target.name === "category") this.choose(event.target.value);
      if (event.target.name?.startsWith("answer_")) this.checkStops();
    });
    this.startFilter();
    this.checkStops();
  }

  get chosen() {
    return this.form.querySelector('input[name="category"]:checked');
  }

  async suggest() {
    const words = this.form.elements.description.value.trim();
    if (words.length < 8 || words === this.lastAsked || !navigator.onLine) return;
    this.lastAsked = words;
    const body = new FormData();
    body.append("text", words);
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(this.form.dataset.suggestUrl, { method: "POST", body });
      if (!answer.ok) return;
      this.danger.hidden = answer.headers.get("X-Danger") !== "1";
      if (this.chosen) return;
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      this.slot.replaceChildren(holder.content);
    } catch {
      // A suggestion is an extra.
    }
  }

  choose(slug) {
    for (const twin of this.form.querySelectorAll(`input[name="category"][value="${slug}"]`)) {
      const group = twin.closest("details");
      if (group && !this.slot.querySelector(":checked")) group.open = true;
    }
    const template = this.page.querySelector(`template[data-category="${slug}"]`);
    const typed = new FormData(this.form);
    this.questions.replaceChildren();
    if (template) {
      this.questions.append(template.content.cloneNode(true));
      // answers to a question that both subjects ask stay
      for (const field of this.questions.querySelectorAll("[name^=answer_]")) {
        const before = typed.getAll(field.name);
        if (!before.length) continue;
        if (["radio", "checkbox"].includes(field.type)) field.checked = before.includes(field.value);
        else field.value = before[0];
      }
    }
    this.checkStops();
    this.changed();
  }

  // A finger or mouse chooses once: the other subjects make room for what comes next. With the
  // keyboard each arrow is a choice, so there everything stays.
  startCollapsing() {
    let pointedAt = 0;
    this.field.addEventListener("pointerup", () => {
      pointedAt = Date.now();
    });
    this.field.addEventListener("change", (event) => {
      if (event.target.name !== "category" || Date.now() - pointedAt > 600) return;
      this.field.toggleAttribute("data-collapsed", true);
    });
    this.page.querySelector("[data-subject-again]").addEventListener("click", () => {
      this.field.removeAttribute("data-collapsed");
      this.chosen?.focus();
    });
  }

  // An answer can mean that it is no melding.
  checkStops() {
    for (const stop of this.questions.querySelectorAll("[data-stop-for]")) {
      const given = new FormData(this.form).getAll(stop.dataset.stopFor);
      stop.hidden = !given.includes(stop.dataset.stopOn);
    }
  }

  startFilter() {
    const field = this.page.querySelector("[data-subject-filter]");
    const count = this.page.querySelector("[data-subject-count]");
    const groups = [...this.page.querySelectorAll("[data-subjects] > details")];
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    field.addEventListener(
      "input",
      later(() => {
        const plain = (words) =>
          words
            .toLowerCase()
            .normalize("NFD")
            .replace(/\p{M}/gu, "");
        const wanted = plain(field.value).split(/\s+/).filter(Boolean);
        let found = 0;
        for (const group of groups) {
          // while filtering, more than one group may be open
          if (wanted.length) group.removeAttribute("name");
          else group.setAttribute("name", "onderwerp");
          let here = 0;
          for (const card of group.querySelectorAll(".choice-card")) {
            const words = plain(`${group.querySelector("summary").textContent} ${card.dataset.words}`);
            const fits = wanted.every((word) => words.includes(word));
            card.hidden = !fits;
            if (fits) here += 1;
          }
          found += here;
          group.hidden = here === 0;
          group.open = wanted.length ? here > 0 : Boolean(group.querySelector(":checked"));
        }
        count.textContent = wanted.length ? `${found} onderwerpen gevonden` : "";
      }, 150),
    );
  }

  errors() {
    const found = [];
    const words = this.form.elements.description.value.trim();
    if ([...words].length < 10) {
      found.push({ id: "id_description", message: "Beschrijf het probleem in minstens 10 tekens." });
    } else if ([...words].length > 10000) {
      found.push({ id: "id_description", message: "Uw tekst is te lang. Maak er ten hoogste 10.000 tekens van." });
    }
    if (!this.danger.hidden && !this.form.elements.ok_danger.checked) {
      found.push({
        id: "id_ok_danger",
        message: "Is er direct gevaar? Bel 112. Zo niet, vink dit aan.",
      });
    }
    if (!this.chosen) {
      found.push({ id: "id_category", message: "Kies waarover uw melding gaat." });
    }
    return [...found, ...this.questionErrors()];
  }

  questionErrors() {
    const stop = [...this.questions.querySelectorAll("[data-stop]")].find(
      (each) => each.checkVisibility?.() ?? each.offsetParent,
    );
    if (stop) {
      return [
        {
          id: "id_category",
          message: "Dit kunt u niet als melding versturen. Lees wat u wel kunt doen.",
        },
      ];
    }
    const found = [];
    const given = new FormData(this.form);
    const seen = new Set();
    for (const field of this.questions.querySelectorAll("[name^=answer_]")) {
      if (seen.has(field.name)) continue;
      seen.add(field.name);
      const group = field.closest("fieldset.field");
      const label = field.closest(".field")?.querySelector(".field__label");
      const isOptional = Boolean(label?.querySelector(".field__optional"));
      if (!isOptional && !given.getAll(field.name).some((each) => String(each).trim())) {
        found.push({
          id: group ? group.id : field.id,
          message: group ? `Kies een antwoord: ${labelOf(label)}` : `Beantwoord: ${labelOf(label)}`,
        });
      }
    }
    return found;
  }

  get label() {
    return this.chosen?.closest(".choice-card").querySelector(".choice-card__title").textContent;
  }
}

const labelOf = (label) => label?.firstChild?.textContent.trim() || "deze vraag";
