import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { fetchBytes } from '../src/scene/load.ts';

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
});

function answer(status: number, headers: Record<string, string>): void {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2]));
      controller.enqueue(new Uint8Array([3]));
      controller.close();
    },
  });
  globalThis.fetch = async () => new Response(body, { status, headers });
}

async function load(known: number) {
  const reports: { loaded: number; total: number }[] = [];
  const signal = new AbortController().signal;
  const bytes = await fetchBytes('x', known, (report) => reports.push(report), signal);
  return { bytes: [...new Uint8Array(bytes)], reports };
}

test('every byte arrives and is reported', async () => {
  answer(200, { 'Content-Length': '3' });
  const { bytes, reports } = await load(0);
  assert.deepEqual(bytes, [1, 2, 3]);
  assert.deepEqual(
    reports.map(({ loaded }) => loaded),
    [0, 2, 3, 3],
  );
  assert.ok(reports.every(({ total }) => total === 3));
});

test('the length of a compressed answer is no total', async () => {
  answer(200, { 'Content-Length': '2', 'Content-Encoding': 'br' });
  const { reports } = await load(0);
  assert.equal(reports[0]?.total, 0);
  assert.deepEqual(reports.at(-1), { loaded: 3, total: 3 });
});

test('a known size is the total even when the answer is compressed', async () => {
  answer(200, { 'Content-Length': '2', 'Content-Encoding': 'br' });
  const { reports } = await load(3);
  assert.ok(reports.every(({ total }) => total === 3));
});

test('an error of the server is an error', async () => {
  answer(404, {});
  await assert.rejects(load(0), /answered 404/);
});
