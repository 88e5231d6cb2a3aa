// Images are Float32Arrays of 28 × 28 values from 0 (paper) to 1 (ink), row by row.
export const SIZE = 28;

/** The image, moved; what leaves the paper is lost, and what comes in is paper. */
export function moved(image, down, right) {
  const result = new Float32Array(SIZE * SIZE);
  for (let row = Math.max(0, down); row < SIZE + Math.min(0, down); row++) {
    for (let column = Math.max(0, right); column < SIZE + Math.min(0, right); column++) {
      result[row * SIZE + column] = image[(row - down) * SIZE + column - right];
    }
  }
  return result;
}

/** The image, moved so that the centre of its ink is that of the paper, as in the digits that the networks learnt from. */
export function centred(image) {
  let ink = 0, rows = 0, columns = 0;
  image.forEach((value, i) => {
    ink += value;
    rows += value * Math.floor(i / SIZE);
    columns += value * (i % SIZE);
  });
  return ink === 0 ? image : moved(image, Math.round(SIZE / 2 - 0.5 - rows / ink), Math.round(SIZE / 2 - 0.5 - columns / ink));
}

/** A round, soft stroke between two points, in pixels. */
export function stroke(image, from, to, erases) {
  const radius = erases ? 1.8 : 1.15;
  const steps = Math.max(1, Math.ceil(4 * Math.hypot(to.x - from.x, to.y - from.y)));
  for (let step = 0; step <= steps; step++) {
    const x = from.x + (to.x - from.x) * step / steps, y = from.y + (to.y - from.y) * step / steps;
    for (let row = Math.max(0, Math.floor(y - 3)); row < Math.min(SIZE, y + 3); row++) {
      for (let column = Math.max(0, Math.floor(x - 3)); column < Math.min(SIZE, x + 3); column++) {
        const covered = Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y)));
        const i = row * SIZE + column;
        image[i] = erases ? Math.min(image[i], 1 - covered) : Math.max(image[i], covered);
      }
    }
  }
}

/** Paints an image in the element's own text colour. */
export function paint(canvas, image) {
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(SIZE, SIZE);
  const [r, g, b] = rgb(getComputedStyle(canvas).color);
  image.forEach((value, i) => pixels.data.set([r, g, b, 255 * value], 4 * i));
  context.putImageData(pixels, 0, 0);
}

/** The numbers of a computed colour. */
export const rgb = text => text.match(/[\d.]+/g).slice(0, 3).map(Number);
