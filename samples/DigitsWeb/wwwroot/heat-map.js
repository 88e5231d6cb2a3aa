// Values as shades. Lightness alone orders them, from the sheet's colour over the network's to the ink's, so that they read without colour.
import { rgb } from './image.js';

function ramp(canvas) {
  const style = getComputedStyle(canvas);
  const low = rgb(style.backgroundColor), middle = rgb(style.color), high = rgb(getComputedStyle(document.documentElement).color);
  return value => {
    const [from, to, share] = value < 0.6 ? [low, middle, value / 0.6] : [middle, high, (value - 0.6) / 0.4];
    return from.map((channel, i) => channel + (to[i] - channel) * share);
  };
}

/** Paints rows of values, one pixel each; NaN leaves the pixel clear. */
export function paintRows(canvas, rows, largest) {
  const width = rows[0].length, height = rows.length;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(width, height);
  const colour = ramp(canvas);
  rows.forEach((row, y) => row.forEach((value, x) => {
    if (!Number.isNaN(value)) pixels.data.set([...colour(largest > 0 ? Math.min(1, value / largest) : 0), 255], 4 * (y * width + x));
  }));
  context.putImageData(pixels, 0, 0);
}

/** 32 maps of 6 × 6 from (6, 6, 32), eight beside each other with a clear pixel between them. */
export function mapRows(maps) {
  const rows = Array.from({ length: 4 * 7 - 1 }, () => new Array(8 * 7 - 1).fill(NaN));
  for (let map = 0; map < 32; map++) {
    for (let place = 0; place < 36; place++) {
      rows[7 * Math.floor(map / 8) + Math.floor(place / 6)][7 * (map % 8) + place % 6] = maps[32 * place + map];
    }
  }
  return rows;
}

/** Values in rows of 32: a column is a map, a row is a place. */
export function channelRows(values) {
  return Array.from({ length: values.length / 32 }, (_, place) => values.slice(32 * place, 32 * place + 32));
}
