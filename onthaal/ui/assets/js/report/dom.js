// Small pieces of page.
export function icon(name) {
  const holder = document.createElement("template");
  const sprite = document.documentElement.dataset.sprite;
  holder.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#${name}"></use></svg>`;
  return holder.content.firstChild;
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function message(kind, iconName, ...children) {
  return element(
    "div",
    { class: `message message--${kind}` },
    icon(iconName),
    element("div", {}, ...children),
  );
}

export const text = (words) => element("p", {}, words);

export function later(work, wait) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), wait);
  };
}
