// The drawing area: pointer, finger and keyboard draw on the same image.
import { SIZE, paint, stroke } from './image.js';

export class Paper {
  erases = false;
  #canvas; #pen; #status; #changed;
  #image = new Float32Array(SIZE * SIZE);
  #last = null;                                     // where the pointer was, while it is down
  #cursor = { x: SIZE / 2 + 0.5, y: SIZE / 2 + 0.5 };   // the keyboard's pen
  #isDown = false;

  constructor(canvas, pen, status, changed) {
    this.#canvas = canvas;
    this.#pen = pen;
    this.#status = status;
    this.#changed = changed;
    canvas.addEventListener('pointerdown', event => this.#begin(event));
    canvas.addEventListener('pointermove', event => this.#continue(event));
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => this.#last = null);
    canvas.addEventListener('keydown', event => this.#key(event));
    canvas.addEventListener('focus', () => { if (canvas.matches(':focus-visible')) this.#placePen(); });
    canvas.addEventListener('blur', () => { pen.hidden = true; this.#isDown = false; });
  }

  show(image) {
    this.#image = image;
    this.paint();
  }

  paint() {
    paint(this.#canvas, this.#image);
  }

  #at(event) {
    const box = this.#canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) * SIZE / box.width, y: (event.clientY - box.top) * SIZE / box.height };
  }

  #begin(event) {
    if (event.button !== 0) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pen.hidden = true;
    this.#last = this.#at(event);
    this.#draw(this.#last, this.#last);
  }

  #continue(event) {
    if (!this.#last) return;
    // A fast line has more points than events.
    for (const part of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
      const to = this.#at(part);
      stroke(this.#image, this.#last, to, this.erases);
      this.#last = to;
    }
    this.#changed(Float32Array.from(this.#image));
  }

  #draw(from, to) {
    stroke(this.#image, from, to, this.erases);
    this.#changed(Float32Array.from(this.#image));
  }

  #key(event) {
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (step) {
      const from = { ...this.#cursor };
      this.#cursor = { x: this.#clamp(from.x + step[0]), y: this.#clamp(from.y + step[1]) };
      if (this.#isDown) this.#draw(from, this.#cursor);
    } else if (event.key === ' ') {
      this.#isDown = !this.#isDown;
      if (this.#isDown) this.#draw(this.#cursor, this.#cursor);
    } else if (event.key === 'Escape') {
      this.#isDown = false;
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.#image.fill(0);
      this.#changed(Float32Array.from(this.#image));
    } else {
      return;
    }
    event.preventDefault();
    this.#placePen();
    this.#status.textContent = `Pen ${this.#isDown ? 'down' : 'up'}, row ${Math.ceil(this.#cursor.y)}, column ${Math.ceil(this.#cursor.x)}.`;
  }

  #clamp(value) {
    return Math.max(0.5, Math.min(SIZE - 0.5, value));
  }

  #placePen() {
    this.#pen.hidden = false;
    this.#pen.classList.toggle('down', this.#isDown);
    this.#pen.style.left = `${(this.#cursor.x - 0.5) * 100 / SIZE}%`;
    this.#pen.style.top = `${(this.#cursor.y - 0.5) * 100 / SIZE}%`;
  }
}
