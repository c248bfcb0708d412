import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Player } from '../src/viewer/player.ts';

const FRAME = 1 / 60;

function aPlayer(): Player {
  const player = new Player([0, 1, 2, 3]);
  player.pauses = [5, 1, 1, 5];
  return player;
}

/** Let time pass frame by frame and return the seconds until something is true. */
function secondsUntil(player: Player, done: () => boolean): number {
  let seconds = 0;
  while (!done() && seconds < 100) {
    player.advance(FRAME);
    seconds += FRAME;
  }
  return seconds;
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 0.1, `${actual} is not about ${expected}`);
}

test('one movement takes three seconds and starts at once', () => {
  const player = aPlayer();
  player.play();
  near(secondsUntil(player, () => player.time >= 1), 3);
  assert.equal(player.time, 1);
});

test('it waits at a rest state as long as it is told', () => {
  const player = aPlayer();
  player.play();
  secondsUntil(player, () => player.time >= 1);
  near(secondsUntil(player, () => player.time > 1), 1);
});

test('twice the speed takes half the time, pauses too', () => {
  const player = aPlayer();
  player.speed = 2;
  player.play();
  near(secondsUntil(player, () => player.time >= 2), (3 + 1 + 3) / 2);
});

test('it stops by itself at the end and starts again from the beginning', () => {
  const player = aPlayer();
  player.play();
  near(secondsUntil(player, () => !player.playing), 3 * 3 + 2);
  assert.equal(player.time, 3);
  player.play();
  assert.equal(player.time, 0);
});

test('a person who moves the slider is left alone for a moment, then it goes on from there', () => {
  const player = aPlayer();
  player.play();
  player.advance(FRAME);
  player.seek(2.5);
  assert.ok(secondsUntil(player, () => player.time > 2.5) > 0.5);
  assert.ok(player.playing);
});

test('the time stays within the walkthrough', () => {
  const player = aPlayer();
  player.seek(99);
  assert.equal(player.time, 3);
  player.seek(-1);
  assert.equal(player.time, 0);
});

test('it can be told to stop at a moment', () => {
  const player = aPlayer();
  player.play();
  player.stopAt(2);
  secondsUntil(player, () => !player.playing);
  assert.equal(player.time, 2);
});

test('a tab that slept does not skip what it missed', () => {
  const player = aPlayer();
  player.play();
  player.advance(60);
  assert.ok(player.time < 0.2);
});

test('where motion is unwelcome it goes from rest state to rest state', () => {
  const player = aPlayer();
  player.stepwise = true;
  player.play();
  const seen = new Set<number>();
  secondsUntil(player, () => {
    seen.add(player.time);
    return !player.playing;
  });
  assert.deepEqual([...seen], [0, 1, 2, 3]);
});

test('the nearest rest state is the one a still picture shows', () => {
  assert.deepEqual([-1, 0.4, 0.6, 2.2, 99].map((time) => aPlayer().nearestRest(time)), [0, 0, 1, 2, 3]);
});

test('a time that is set before anything is loaded is kept', () => {
  const player = new Player();
  player.seek(2.5);
  player.play();
  player.advance(FRAME);
  player.setRests([0, 1, 2, 3]);
  assert.equal(player.time, 2.5);
});
