// The contract compiles as what it promises to: strict ISO C and C++ of each dialect, by both compilers, each public header
// alone and all of them in every order.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const headers = readdirSync(join(root, 'sdk/provider')).filter((name) => /\.hp?p?$/.test(name));

// Every order of every choice of them: alone is among these.
function orders(names) {
  return names.flatMap((name) => {
    const others = names.filter((other) => other !== name);
    return [[name], ...orders(others).map((order) => [name, ...order])];
  });
}

const languages = [
  { name: 'c', compilers: ['gcc', 'clang'], standards: ['c11', 'c17'], headers: headers.filter((one) => one.endsWith('.h')), source: 'contract.c' },
  { name: 'c++', compilers: ['g++', 'clang++'], standards: ['c++17', 'c++20'], headers, source: 'contract.cpp' },
];

function compile(compiler, language, standard, text) {
  const flags = [`-std=${standard}`, '-pedantic-errors', '-Wall', '-Wextra', '-Wshadow', '-Werror', '-fsyntax-only'];
  const { status, stderr, error } = spawnSync(compiler, [...flags, '-x', language, `-I${root}`, '-'], { input: text, encoding: 'utf8' });
  assert.ok(!error, `${compiler} cannot be run: ${error?.message}`);
  return { status, stderr };
}

for (const { name, compilers, standards, headers: own, source } of languages)
  for (const compiler of compilers)
    for (const standard of standards)
      test(`${compiler} -std=${standard}`, () => {
        for (const order of orders(own)) {
          // Twice, since a header may come by two ways; the second round is empty if their guards are right.
          const includes = [...order, ...order].map((header) => `#include "sdk/provider/${header}"\n`).join('');
          const { status, stderr } = compile(compiler, name, standard, includes + 'int nothing_else;\n');
          assert.strictEqual(status, 0, `${order.join(', ')}:\n${stderr}`);
        }
        const whole = compile(compiler, name, standard, `#include "tests/providers/${source}"\n`);
        assert.strictEqual(whole.status, 0, whole.stderr);
      });

test('what is no ISO C is found', () => {
  for (const compiler of ['gcc', 'clang']) {
    assert.notStrictEqual(compile(compiler, 'c', 'c11', 'int one(void) { return ({ 1; }); }\n').status, 0);
    assert.notStrictEqual(compile(compiler, 'c', 'c11', 'typeof(1) two;\n').status, 0);
  }
});
