/** One at a time; of those that wait, the last one first. */
export class Turns {
	private readonly waiting: Array<() => void> = [];
	private isBusy = false;

	/** Of tasks that were answered together, the last one goes first: a server may have stopped halfway. */
	async take<T>(task: () => Promise<T>): Promise<T> {
		if (this.isBusy) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else {
			this.isBusy = true;
			await Promise.resolve();
			const last = this.waiting.pop();
			if (last) {
				await new Promise<void>((resolve) => {
					this.waiting.push(resolve);
					last();
				});
			}
		}
		try {
			return await task();
		} finally {
			const next = this.waiting.pop();
			if (next) next();
			else this.isBusy = false;
		}
	}
}
