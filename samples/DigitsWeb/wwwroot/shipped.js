// The shipped digits, one button for each of 0 to 9, ten others on request.
import { SIZE, paint } from './image.js';

export class Shipped {
  #group; #digits = null; #round = 0; #taken;

  constructor(group, others, taken) {
    this.#group = group;
    this.#taken = taken;
    others.addEventListener('click', () => {
      this.#round++;
      this.#fill();
    });
  }

  show(digits) {
    this.#digits = digits;
    this.#fill();
  }

  /** What the page begins with: a seven. */
  first() {
    return this.#pixels(this.#index(7));
  }

  paint() {
    this.#group.querySelectorAll('canvas').forEach(canvas => paint(canvas, this.#pixels(Number(canvas.dataset.index))));
  }

  #index(label) {
    const all = this.#digits.labels.flatMap((value, i) => value === label ? [i] : []);
    return all[this.#round % all.length];
  }

  #pixels(index) {
    return this.#digits.images.subarray(index * SIZE * SIZE, (index + 1) * SIZE * SIZE);
  }

  #fill() {
    this.#group.replaceChildren(...Array.from({ length: 10 }, (_, label) => {
      const index = this.#index(label);
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-label', `A ${label}, number ${index + 1} of the shipped digits`);
      button.innerHTML = `<canvas width="${SIZE}" height="${SIZE}" data-index="${index}" aria-hidden="true"></canvas>`;
      button.addEventListener('click', () => this.#taken(this.#pixels(index)));
      return button;
    }));
    this.paint();
  }
}
