// Wires the parts together: what is drawn, where it stands, and what the networks say of it.
import { ask, getDigits, getDisplacement, getNetworks } from './api.js';
import { SIZE, centred, moved } from './image.js';
import { Paper } from './paper.js';
import { NetworkCard } from './network-card.js';
import { drawChart } from './chart.js';
import { Shipped } from './shipped.js';

const $ = id => document.getElementById(id);
const names = { flatten: 'Flatten', pooling: 'Pooling' };
const cards = Object.fromEntries(Object.keys(names).map(name => [name, new NetworkCard(document.querySelector(`[data-network=${name}]`), name)]));

let image = new Float32Array(SIZE * SIZE);   // as it was drawn
let down = 0, right = 0;                     // where it has been moved to
let displacement = null;

const paper = new Paper($('paper'), $('pen'), $('pen-status'), drawn => {
  // A line drawn on a moved digit makes what is seen the new drawing.
  image = drawn;
  down = right = 0;
  show();
});

function show() {
  delete document.documentElement.dataset.idle;
  const seen = moved(image, down, right);
  paper.show(seen);
  $('moved').textContent = place();
  if (displacement) drawChart($('chart'), displacement, Math.max(Math.abs(down), Math.abs(right)));
  answer(seen);
}

function place() {
  const parts = [];
  if (right) parts.push(`${Math.abs(right)} ${right > 0 ? 'right' : 'left'}`);
  if (down) parts.push(`${Math.abs(down)} ${down > 0 ? 'down' : 'up'}`);
  return parts.length ? `Moved ${parts.join(', ')}.` : 'In its place.';
}

// One request at a time, and always the newest image: answers follow the pen and never queue.
let busy = false, waiting = null, speech = 0;
async function answer(seen) {
  waiting = { seen, atHome: !down && !right };
  if (busy) return;
  busy = true;
  while (waiting) {
    const { seen: now, atHome } = waiting;
    waiting = null;
    const empty = now.every(value => value === 0);
    try {
      const response = empty ? null : await ask(now);
      for (const name in cards) cards[name].show(response?.[name], atHome);
      $('problem').hidden = true;
      clearTimeout(speech);
      speech = setTimeout(() => speak(response), 700);
    } catch (error) {
      $('problem').textContent = error.message;
      $('problem').hidden = false;
    }
  }
  busy = false;
  document.documentElement.dataset.idle = 'true';
}

function speak(response) {
  $('spoken').textContent = response
    ? Object.entries(names).map(([name, title]) => `${title} says ${response[name].answer}, ${Math.round(100 * response[name].probabilities[response[name].answer])} %`).join('. ') + '.'
    : 'The paper is empty.';
}

function move(byDown, byRight) {
  const clamp = value => Math.max(-8, Math.min(8, value));
  down = clamp(down + byDown);
  right = clamp(right + byRight);
  show();
}

function take(pixels) {
  image = Float32Array.from(pixels);
  down = right = 0;
  show();
}

for (const button of document.querySelectorAll('.pad [data-down]')) {
  button.addEventListener('click', () => move(Number(button.dataset.down), Number(button.dataset.right)));
}
$('home').addEventListener('click', () => move(-down, -right));
$('clear').addEventListener('click', () => take(new Float32Array(SIZE * SIZE)));
$('centre').addEventListener('click', () => take(centred(moved(image, down, right))));
$('erase').addEventListener('click', event => {
  paper.erases = !paper.erases;
  event.currentTarget.setAttribute('aria-pressed', paper.erases);
});
const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
document.addEventListener('keydown', event => {
  if (event.altKey && arrows[event.key]) {
    event.preventDefault();
    move(...arrows[event.key]);
  }
});

// The canvases take their colours from the style sheet: paint them again when it changes.
const scheme = $('scheme');
function repaint() {
  document.documentElement.dataset.scheme = scheme.value;
  paper.paint();
  shipped.paint();
  for (const name in cards) cards[name].paint();
}
scheme.value = localStorage.getItem('scheme') ?? '';
scheme.addEventListener('change', () => {
  localStorage.setItem('scheme', scheme.value);
  repaint();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);

const shipped = new Shipped($('shipped'), $('others'), take);
repaint();
try {
  const [digits, networks] = await Promise.all([getDigits(), getNetworks()]);
  for (const name in cards) cards[name].describe(networks[name]);
  shipped.show(digits);
  take(shipped.first());
  displacement = await getDisplacement();
  drawChart($('chart'), displacement, Math.max(Math.abs(down), Math.abs(right)));
} catch (error) {
  $('problem').textContent = error.message;
  $('problem').hidden = false;
}
