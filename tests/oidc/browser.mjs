// A browser as far as signing in needs one: it follows redirects and has cookies.
export function newBrowser() {
  const jar = new Map();
  return async function visit(address) {
    const seen = [];
    for (let url = address; ;) {
      seen.push(url);
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
        jar.set(name, value);
      }
      const location = answer.headers.get('location');
      if (!location || seen.length > 20) return { status: answer.status, text: await answer.text(), seen };
      url = new URL(location, url).href;
      // The page of a marketplace that is nowhere: whoever asked reads the address.
      if (url.startsWith('https://market.example/')) return { status: 0, text: '', seen: [...seen, url] };
    }
  };
}
