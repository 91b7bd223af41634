/** A list over the message field from which one row is chosen, by pointer or by keys while the field keeps the focus. */

import { byId } from "./dom.js";

export class Listbox {
  constructor(id) {
    this.list = byId(id);
    this.field = byId("field");
    this.shown = [];
    this.at = -1;
    this.turn = 0;
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest(".composer-area")) this.close();
    });
  }

  get open() {
    return !this.list.hidden;
  }

  mark(index) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = index;
    const option = this.list.children[index];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  /** Take a key that belongs to the open list; true where it was one. */
  key(event) {
    if (!this.open) return false;
    const count = this.shown.length;
    if (event.key === "ArrowDown") this.mark((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.mark((Math.max(this.at, 0) - 1 + count) % count);
    else if (event.key === "Escape") this.close();
    else if (!this.taken(event)) return false;
    event.preventDefault();
    return true;
  }
}
