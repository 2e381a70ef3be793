// Where it is: an address, a pin on the map, or both. The server looks again when it is sent.
import { Combobox } from "./combobox.js";
import { element, later, message, text } from "./dom.js";

export const AS_TYPED = "zoals-ik-het-schreef";

const GIVES_UP_AFTER = 6_000;

export class PlaceStep {
  constructor(changed) {
    this.changed = changed;
    this.busy = Promise.resolve();
  }

  attach(page, form) {
    this.page = page;
    this.form = form;
    const find = (name) => page.querySelector(`[data-${name}]`);
    this.message = find("place-message");
    this.choice = find("place-choice");
    this.line = find("place-line");
    this.live = find("place-live");
    this.why = find("place-why");
    this.road = find("road");
    this.nearby = find("nearby");
    this.isOutside = false;
    this.address = form.elements.address;
    this.combo = new Combobox(
      this.address,
      page.querySelector("#adressen"),
      form.dataset.searchUrl,
      (result) => this.take(result),
    );
    find("search").addEventListener("click", (event) => {
      event.preventDefault();
      this.search();
    });
    this.address.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.search();
    });
    this.address.addEventListener("input", () => {
      this.say();
      this.choice.replaceChildren();
    });
    this.markNearby();
  }

  // The map is there once, whatever the server sends back.
  useMap(frame) {
    this.frame = frame;
    this.mapElement = frame.querySelector("[data-map]");
    const moved = later((point) => {
      this.busy = this.look(point.lat, point.lon);
    }, 200);
    this.mapElement.addEventListener("map:moved", (event) => moved(event.detail));
    frame.addEventListener("locate:failed", () =>
      this.say(
        "warning",
        "Wij kunnen uw locatie niet vinden. Zet de locatie van uw toestel aan, of vul een adres in.",
      ),
    );
  }

  get point() {
    const { lat, lon } = this.form.elements;
    return lat.value && lon.value ? { lat: Number(lat.value), lon: Number(lon.value) } : null;
  }

  get isSettled() {
    const { address, point_of: pointOf } = this.form.elements;
    const words = address.value.trim();
    return Boolean(this.point) && (!words || words === pointOf.value);
  }

  say(kind, words) {
    this.message.replaceChildren();
    if (!words) return;
    const box = message(kind, kind === "info" ? "info" : "triangle-alert", text(words));
    box.setAttribute("role", "alert");
    this.message.append(box);
  }

  // Somebody chose an address: the map goes there.
  take(result) {
    this.choice.replaceChildren();
    this.setPoint(result.lat, result.lon, result.label);
    this.mapElement.onthaalMap?.setView(result.lat, result.lon, result.kind === "street" ? 17 : 18);
    this.busy = this.look(result.lat, result.lon, result);
  }

  setPoint(lat, lon, label) {
    const { lat: latField, lon: lonField, point_of: pointOf } = this.form.elements;
    latField.value = lat.toFixed(6);
    lonField.value = lon.toFixed(6);
    if (label !== undefined) {
      this.address.value = label;
      pointOf.value = label;
    }
    this.changed();
  }

  // What lies at this point: inside?, nearest address, who looks after the road, what is near.
  async look(lat, lon, chosen) {
    // what is near another point says nothing here
    this.around = "";
    let facts;
    try {
      const url = new URL(this.form.dataset.placeUrl, location.href);
      url.searchParams.set("lat", lat);
      url.searchParams.set("lon", lon);
      const answer = await fetch(url, {
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(GIVES_UP_AFTER),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      facts = await answer.json();
    } catch {
      // Without network, or with one that is too slow to wait for, the pin still counts.
      if (!chosen) this.setPoint(lat, lon, "");
      return;
    }
    const label = chosen ? chosen.label : facts.description;
    this.setPoint(lat, lon, label);
    this.isOutside = !facts.inside;
    this.say();
    if (this.isOutside) {
      this.showPlace("");
      this.say("warning", this.outsideWords());
      this.nearby.replaceChildren();
      return;
    }
    this.choice.replaceChildren();
    // a pin is an answer too
    this.address.dispatchEvent(new Event("change", { bubbles: true }));
    this.showPlace(
      label || "Gekozen punt op de kaart",
      chosen ? "Gekozen adres" : "Dit is het adres het dichtst bij de speld",
    );
    if (chosen?.kind === "street") {
      this.say("info", "Verschuif de kaart tot de speld juist staat, of voeg het huisnummer toe.");
    }
    const isRegional = facts.road_manager === "region";
    this.road.hidden = !isRegional;
    if (isRegional) this.page.querySelector("[data-road-name]").textContent = facts.road;
    // nobody needs to wait for this to go on
    this.lookAround(lat, lon);
  }

  reset() {
    this.around = "";
    this.isOutside = false;
    this.road.hidden = true;
    this.nearby.replaceChildren();
    this.choice.replaceChildren();
    this.mapElement.onthaalMap?.show({ items: [] });
    this.say();
    this.showPlace("");
  }

  outsideWords() {
    return (
      `Deze plaats ligt buiten ${this.form.dataset.town}. Daar kunnen wij niets herstellen. ` +
      "Doe uw melding bij de gemeente waar de plaats ligt."
    );
  }

  showPlace(name, why = "") {
    for (const each of document.querySelectorAll("[data-place-name]")) each.textContent = name;
    this.why.textContent = why;
    this.line.hidden = !name;
    this.frame.querySelector("[data-place-card]").hidden = !name;
    this.live.textContent = name ? `${why || "Gekozen plaats"}: ${name}` : "";
  }

  async lookAround(lat, lon) {
    try {
      const url = new URL(this.form.dataset.nearbyUrl, location.href);
      url.searchParams.set("lat", lat);
      url.searchParams.set("lon", lon);
      this.around = url.href;
      const answer = await fetch(url);
      if (!answer.ok || this.around !== url.href) return;
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      this.nearby.replaceChildren(holder.content);
      this.markNearby();
    } catch {
      // The list is an extra.
    }
  }

  markNearby() {
    const items = [...this.nearby.querySelectorAll("[data-marker]")].map((row) => ({
      id: row.dataset.marker,
      lat: Number(row.dataset.lat),
      lon: Number(row.dataset.lon),
      icon: row.dataset.icon,
      label: row.dataset.label,
      tone: "round",
    }));
    this.mapElement?.onthaalMap?.show({ items });
  }

  async search() {
    const words = this.address.value.trim();
    if (!words) {
      this.say("warning", "Vul een straat en huisnummer in.");
      return;
    }
    this.combo.close();
    try {
      const results = await this.combo.find(words);
      const same = results.find((each) => each.label.toLowerCase() === words.toLowerCase());
      if (same || results.length === 1) this.take(same || results[0]);
      else if (results.length) {
        this.combo.show(results);
        this.address.focus();
        this.live.textContent = `${results.length} adressen gevonden. Kies met de pijltjes.`;
      } else this.offerAsTyped();
    } catch {
      this.say("warning", "Zoeken lukt nu niet. U kunt het adres gewoon laten staan.");
    }
  }

  offerAsTyped() {
    if (this.choice.querySelector("input")) return;
    const box = element("input", {
      type: "checkbox",
      name: "place_choice",
      value: AS_TYPED,
      id: "id_place_choice",
    });
    box.addEventListener("change", this.changed);
    this.choice.replaceChildren(
      message(
        "warning",
        "triangle-alert",
        text(
          "Dit adres vinden wij niet. Kijk het na, of verschuif de kaart tot de speld juist staat.",
        ),
      ),
      element(
        "div",
        { class: "field" },
        element(
          "label",
          { class: "choice" },
          box,
          element("span", {}, "Verstuur toch wat ik schreef; een medewerker zoekt de plaats."),
        ),
      ),
    );
  }

  // What is not right yet, as [{id, message}].
  async errors() {
    await this.busy;
    const words = this.address.value.trim();
    if (!words && !this.point) {
      return [{ id: "id_address", message: "Vul in waar het is, of zet de speld op de kaart." }];
    }
    if (!this.isSettled && navigator.onLine && !this.choice.querySelector(":checked")) {
      await this.settle(words);
      if (!this.isSettled) return this.unsettled();
    }
    if (this.isOutside) return [{ id: "id_address", message: this.outsideWords() }];
    if (!this.road.hidden && !this.form.elements.ok_road.checked) {
      return [
        { id: "id_ok_road", message: "Lees bij wie u moet zijn, of vink aan dat u toch wilt melden." },
      ];
    }
    return [];
  }

  async settle(words) {
    try {
      const results = await this.combo.find(words);
      const same = results.find((each) => each.label.toLowerCase() === words.toLowerCase());
      if (same) {
        this.take(same);
        await this.busy;
      } else if (results.length) {
        this.combo.show(results);
      } else this.offerAsTyped();
    } catch {
      // no network: the server decides when it is sent
      this.form.elements.point_of.value = words;
    }
  }

  unsettled() {
    const offered = this.choice.querySelector("input");
    if (offered) {
      return [
        { id: "id_place_choice", message: "Kijk het adres na, of vink aan dat wij de plaats zoeken." },
      ];
    }
    return [{ id: "id_address", message: "Kies het juiste adres uit de lijst." }];
  }

  get label() {
    return this.address.value.trim() || "punt op de kaart";
  }
}
