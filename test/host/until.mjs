import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for something that happens in n8n by itself.
 *
 * @template T
 * @param {string} what for the message
 * @param {() => T | Promise<T>} look gives something truthy once it has happened
 * @param {number} seconds when to give up
 * @param {number} pause milliseconds between two looks
 * @returns {Promise<T>}
 */
export async function until(what, look, seconds = 90, pause = 500) {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > end) throw new Error(`${what}: not within ${seconds} seconds`);
		await sleep(pause);
	}
}
