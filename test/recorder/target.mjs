/**
 * A target in memory, which makes changes without asking whether they are sensible: the recorder
 * needs a plausible state for the next morning, not a judge.
 */
export class Target {
	constructor() {
		this.users = [];
		this.groups = [];
		this.lastId = 0;
	}

	userMadeByHand(username, random) {
		return {
			kind: 'user',
			targetId: `t${this.lastId++}`,
			externalId: null,
			username,
			email: null,
			firstName: 'Maja',
			lastName: 'Hand',
			gender: 'none',
			birthday: null,
			managerExternalId: null,
			excludeFromSurveys: false,
			attributes: { grade: null },
			active: random.chance(0.7),
			memberOf: [],
		};
	}

	groupMadeByHand(name, random) {
		return {
			kind: 'group',
			targetId: `t${this.lastId++}`,
			externalId: null,
			name,
			parentExternalId:
				this.groups.length > 0 && random.chance(0.5) ? random.pick(this.groups).externalId : null,
			managerExternalId: null,
		};
	}

	/** Makes the changes one after the other, up to the given share of them. */
	apply(changes, share = 1) {
		for (const change of changes.slice(0, Math.ceil(changes.length * share))) this.make(change);
	}

	make(change) {
		const list = change.kind === 'user' ? this.users : this.groups;
		let one = list.find(({ targetId, externalId }) =>
			change.targetId === null ? externalId === change.externalId : targetId === change.targetId,
		);
		if (change.action === 'delete') {
			list.splice(list.indexOf(one), one ? 1 : 0);
			return;
		}
		if (!one) {
			one =
				change.kind === 'user'
					? { ...this.userMadeByHand('', { chance: () => true }), lastName: '' }
					: this.groupMadeByHand('', { chance: () => false });
			one.externalId = change.externalId;
			list.push(one);
		}
		if (change.action === 'deactivate') one.active = false;
		if (change.action === 'reactivate') one.active = true;
		for (const { field, to } of change.changes) this.set(one, field, to);
		if (change.leaves) one.memberOf = one.memberOf.filter((id) => !change.leaves.includes(id));
	}

	set(one, field, to) {
		if (field.startsWith('attributes.')) {
			one.attributes = { ...one.attributes, [field.slice('attributes.'.length)]: to };
		} else if (field === 'groupExternalId') {
			const joined = this.groups.find(({ externalId }) => to !== null && externalId === to);
			if (joined && !one.memberOf.includes(joined.targetId)) one.memberOf.push(joined.targetId);
		} else one[field] = to;
	}

	/**
	 * What is read from it.
	 *
	 * @param unknown fields that this tenant does not have
	 * @param listsMembers whether groups name their members, instead of users their groups
	 */
	read(unknown, listsMembers) {
		const without = (record) => {
			const copy = { ...record, version: `W/"${record.targetId}"` };
			for (const field of unknown) delete copy[field];
			return copy;
		};
		const users = this.users.map(without);
		const groups = this.groups.map(without);
		if (listsMembers) {
			for (const group of groups) {
				group.memberTargetIds = this.users
					.filter(({ memberOf }) => memberOf.includes(group.targetId))
					.map(({ targetId }) => targetId);
			}
			for (const user of users) delete user.memberOf;
		}
		return { users, groups };
	}
}
