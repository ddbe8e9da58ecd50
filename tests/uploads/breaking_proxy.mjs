// A line to a server that breaks: each connection is cut, both ways, after some bytes of either. `fate(n)` says after how many
// (Infinity: never) for the n-th connection while there is a `target`; `slow` is how many bytes a second it lets through.
import net from 'node:net';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export async function breakingProxy(fate) {
  const proxy = { target: null, slow: Infinity, connections: 0, cuts: 0, sent: 0 };
  const server = net.createServer((client) => {
    if (!proxy.target) return client.destroy();
    let left = fate(proxy.connections++), over = false;
    const upstream = net.connect(Number(new URL(proxy.target).port), '127.0.0.1');
    const cut = () => { client.destroy(); upstream.destroy(); };
    const pass = (from, to, count) => from.on('data', async (bytes) => {
      const piece = bytes.subarray(0, Math.min(bytes.length, left));
      left -= piece.length;
      if (count) proxy.sent += piece.length;
      from.pause();
      const drained = to.write(piece) ? undefined : new Promise((done) => to.once('drain', done));
      if (left === 0 && !over) over = true, proxy.cuts++, setTimeout(cut, 5);
      if (Number.isFinite(proxy.slow)) await sleep(1000 * piece.length / proxy.slow);
      await drained;
      from.resume();
    });
    pass(client, upstream, true);
    pass(upstream, client, false);
    for (const [one, other] of [[client, upstream], [upstream, client]]) {
      one.on('error', () => other.destroy());
      one.on('end', () => other.end());
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  proxy.close = () => server.close();
  return proxy;
}

// The same numbers from 0 to 1 for the same seed (mulberry32).
export function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
