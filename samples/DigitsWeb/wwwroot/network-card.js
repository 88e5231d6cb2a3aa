// One network's answer: digit, bars, maps, and what goes on to its last layer.
import { channelRows, mapRows, paintRows } from './heat-map.js';

const texts = {
  flatten: {
    title: 'What Flatten keeps <span>1,152 numbers</span>',
    text: 'A column is a map, a row one of its 36 places. Move the digit, and its values meet other weights.',
  },
  pooling: {
    title: 'What pooling keeps <span>32 numbers</span>',
    text: 'A column is a map: the mean of its 36 places. Move the digit, and the mean hardly changes.',
  },
};
const percent = value => `${(100 * value).toFixed(1)} %`;
const number = value => value.toLocaleString('en');

export class NetworkCard {
  #part; #rows; #glance; #answer = null; #before = null; #times = [];

  constructor(article, name) {
    article.append(document.getElementById('network').content.cloneNode(true));
    this.#part = key => article.querySelector(`[data-${key}]`);
    this.#part('kept-title').innerHTML = texts[name].title;
    this.#part('kept-text').textContent = texts[name].text;
    this.#part('plot').src = `layers-${name}.svg`;
    this.#part('plot').alt = `The layers of the network with ${name === 'flatten' ? 'Flatten' : 'pooling'} as boxes, each with its shape; the table after this picture lists them.`;
    this.#glance = document.querySelector(`[data-glance=${name}]`);
    this.#rows = Array.from({ length: 10 }, (_, digit) => {
      const row = this.#part('bars').insertRow();
      row.innerHTML = `<th scope="row">${digit}</th><td><div><i><b></b></i><span>–</span></div></td>`;
      return row;
    });
  }

  describe(network) {
    this.#part('parameters').textContent = number(network.parameters);
    this.#part('last-layer').textContent = number(network.lastLayer);
    this.#part('layers').textContent = network.summary;
  }

  /** @param answer one network's part of the response; none where the paper is empty. @param atHome whether the image stands where it was drawn. */
  show(answer, atHome) {
    this.#answer = answer ?? null;
    if (atHome || !answer) this.#before = this.#answer;
    if (answer) this.#times = [...this.#times.slice(-24), answer.microseconds];
    const best = answer?.answer;
    this.#part('answer').textContent = best ?? '–';
    this.#part('answer').classList.toggle('changed', Boolean(answer) && best !== this.#before?.answer);
    this.#part('sure').textContent = answer ? percent(answer.probabilities[best]) : '–';
    this.#part('before').textContent = answer && !atHome && this.#before ? `${this.#before.answer}, ${percent(this.#before.probabilities[this.#before.answer])}` : '–';
    this.#part('time').textContent = answer ? `${[...this.#times].sort((a, b) => a - b)[this.#times.length >> 1].toFixed(1)} µs` : '–';
    this.#rows.forEach((row, digit) => {
      const probability = answer?.probabilities[digit] ?? 0;
      row.classList.toggle('best', digit === best);
      row.querySelector('b').style.transform = `scaleX(${probability})`;
      row.querySelector('span').textContent = answer ? percent(probability) : '–';
    });
    this.#glance.textContent = best ?? '–';
    this.#glance.nextElementSibling.textContent = answer ? `${Math.round(100 * answer.probabilities[best])} %` : '';
    this.#part('similar').textContent = this.#similarity(atHome);
    this.paint();
  }

  paint() {
    const maps = this.#answer?.maps ?? new Array(1152).fill(0), kept = this.#answer?.kept ?? new Array(32).fill(0);
    const largest = maps.reduce((a, b) => Math.max(a, b), 0);
    paintRows(this.#part('maps'), mapRows(maps), largest);
    // Means are small beside the largest value of a map: the strip has a scale of its own.
    paintRows(this.#part('kept'), channelRows(kept), kept.reduce((a, b) => Math.max(a, b), 0));
    const active = Array.from({ length: 32 }, (_, map) => maps.some((value, i) => i % 32 === map && value > 0)).filter(Boolean).length;
    this.#part('maps').setAttribute('aria-label', `32 maps of 6 by 6 as shades; ${active} of them respond, largest value ${largest.toFixed(2)}.`);
    this.#part('kept').setAttribute('aria-label', `${kept.length} numbers as shades, ${kept.filter(value => value > 0).length} of them greater than 0.`);
  }

  #similarity(atHome) {
    if (!this.#answer || !this.#before || atHome) return '';
    const a = this.#answer.kept, b = this.#before.kept;
    const dot = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    return `${percent(Math.max(0, cosine) || 0)} similar to what was kept before the move (cosine).`;
  }
}
