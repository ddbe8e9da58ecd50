// A haat-server of the build that is tested, on a free port, for tests that are programs of their own.
import { spawn } from 'node:child_process';

export async function startServer(data, ...words) {
  const child = spawn(process.env.HAAT_SERVER, ['--data', data, '--listen', '127.0.0.1:0', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        text += piece;
        const found = /listening on (\S+)/.exec(text);
        if (found) resolve(found[1]);
      });
    child.on('exit', (code) => reject(new Error(`haat-server ended with ${code}: ${text}`)));
  });
  return {
    url,
    child,
    told: () => text,
    stop: (signal = 'SIGTERM') => new Promise((resolve) => { child.removeAllListeners('exit').on('exit', resolve); child.kill(signal); }),
  };
}
