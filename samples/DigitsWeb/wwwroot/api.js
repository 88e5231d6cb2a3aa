// The service's endpoints. A response that is a problem (RFC 9457) becomes an error with its text.
async function json(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('The service does not answer. Is it still running?');
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Error([problem.title ?? `Error ${response.status}`, problem.detail].filter(Boolean).join(' '));
}

/** What both networks say of an image, with their maps. The bytes of a Float32Array are little-endian on every machine that browsers run on. */
export const ask = image => json('api/answers?maps=true', { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: image });

export const getNetworks = () => json('api/networks');

export const getDisplacement = () => json('api/displacement');

export async function getDigits() {
  const [labels, images] = await Promise.all([json('api/digits/labels'), fetch('api/digits/images').then(response => response.arrayBuffer())]);
  return { labels, images: new Float32Array(images) };
}
