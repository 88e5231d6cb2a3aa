// Right answers against displacement: one line with circles, one broken line with squares, and the same figures as a table.
const left = 46, top = 14, bottom = 40, right = 14;

export function drawChart(element, displacement, now) {
  const width = Math.max(320, element.clientWidth || 900), height = width < 560 ? 260 : 300;
  const last = displacement.flatten.length - 1;
  const x = pixels => left + (width - left - right) * pixels / last;
  const y = share => top + (height - top - bottom) * (1 - share);
  const line = (name, title, mark, nameAt, above) => {
    const shares = displacement[name].map(count => count / displacement.count);
    return `<g class="${name}"><polyline points="${shares.map((share, i) => `${x(i)},${y(share)}`).join(' ')}"/>
      ${shares.map((share, i) => mark(x(i), y(share))).join('')}
      <text class="name" x="${x(nameAt)}" y="${y(shares[nameAt]) + (above ? -12 : 24)}" text-anchor="${above ? 'start' : 'end'}">${title}</text></g>`;
  };
  const percent = (name, i) => `${(100 * displacement[name][i] / displacement.count).toFixed(1)} %`;
  const all = displacement.flatten.map((_, i) => i);
  const open = element.querySelector('details')?.open;
  element.innerHTML = `
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Line chart. In place, Flatten is right in ${percent('flatten', 0)} and pooling in ${percent('pooling', 0)}; at 4 pixels in ${percent('flatten', 4)} and ${percent('pooling', 4)}.">
      ${[0, 0.25, 0.5, 0.75, 1].map(share => `<line class="grid" x1="${left}" x2="${width - right}" y1="${y(share)}" y2="${y(share)}"/>
        <text x="${left - 8}" y="${y(share) + 4}" text-anchor="end">${100 * share} %</text>`).join('')}
      ${all.map(i => `<text x="${x(i)}" y="${height - bottom + 18}" text-anchor="middle">${i}</text>`).join('')}
      <text x="${x(last / 2)}" y="${height - 4}" text-anchor="middle">pixels away from its place</text>
      <line class="now" x1="${x(now)}" x2="${x(now)}" y1="${top}" y2="${height - bottom}"/>
      ${line('flatten', 'Flatten', (cx, cy) => `<circle class="mark" cx="${cx}" cy="${cy}" r="5"/>`, 3, false)}
      ${line('pooling', 'Pooling', (cx, cy) => `<rect class="mark" x="${cx - 4.5}" y="${cy - 4.5}" width="9" height="9"/>`, 3, true)}
    </svg>
    <details${open ? ' open' : ''}><summary>The figures</summary><div class="scroll" tabindex="0" role="region" aria-label="Right answers by displacement"><table>
      <thead><tr><th scope="col">Pixels</th>${all.map(i => `<th scope="col">${i}</th>`).join('')}</tr></thead>
      <tbody><tr><th scope="row">Flatten</th>${all.map(i => `<td>${percent('flatten', i)}</td>`).join('')}</tr>
      <tr><th scope="row">Pooling</th>${all.map(i => `<td>${percent('pooling', i)}</td>`).join('')}</tr></tbody></table></div></details>`;
}
