/** Remarks for the person at the screen, gathered while reading; each is shown once. */
export class Notices {
	private readonly messages = new Set<string>();

	add(message: string): void {
		this.messages.add(message);
	}

	get all(): string[] {
		return [...this.messages];
	}
}

/** Counts employees that lack something, and remembers a few ids to name them by. */
export class Examples {
	count = 0;
	private readonly examples: string[] = [];

	add(id: string): void {
		this.count++;
		if (this.examples.length < 5) this.examples.push(id);
	}

	/** E.g. `3 employees (Id a, b, c)`. */
	toString(): string {
		const noun = this.count === 1 ? 'employee' : 'employees';
		const more = this.count > this.examples.length ? ', …' : '';
		return `${this.count} ${noun} (Id ${this.examples.join(', ')}${more})`;
	}
}
