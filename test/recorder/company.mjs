/** Random companies over some mornings, for the recorder: the same seed gives the same company. */

const FIRST = ['Åsa', 'Björn', 'Elin', 'Nils', 'Maja', 'Olle', 'Siv', 'Ture', 'Zoë', 'Per'];
const LAST = ['Ek', 'Berg', 'Lind', 'Sjö', 'Öberg', 'Åkesson', 'von Post', 'Nyström'];
const UNITS = ['Ekonomi', 'HR', 'Försäljning', 'Lager', 'IT', 'Drift', 'Söder', 'Norr', 'Kök'];
export const LEVELS = ['Company', 'Region', 'Department'];

/** Random numbers (mulberry32): quick, and the same on every machine. */
export function randomOf(seed) {
	let state = (seed * 2654435761) >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const below = (count) => Math.floor(next() * count);
	return {
		below,
		chance: (share) => next() < share,
		pick: (list) => list[below(list.length)],
		shuffle(list) {
			const copy = [...list];
			for (let i = copy.length - 1; i > 0; i--) {
				const j = below(i + 1);
				[copy[i], copy[j]] = [copy[j], copy[i]];
			}
			return copy;
		},
	};
}

/** A company on its first morning. */
export function found(random, size) {
	const units = Array.from({ length: 2 + random.below(7) }, (_, i) => ({
		code: `u${i}`,
		name: random.pick(UNITS),
		parent: i === 0 || random.chance(0.25) ? -1 : random.below(i),
	}));
	// Several companies may share one instance, so that ids carry the company in front.
	const prefix = random.chance(0.15) ? 'a:' : '';
	const company = { units, people: [], hired: 0, prefix, gaps: random.chance(0.3) };
	for (let i = 0; i < size; i++) hire(company, random);
	return company;
}

function idOf({ prefix }, number) {
	return `${prefix}p${String(number).padStart(3, '0')}`;
}

function hire(company, random) {
	const number = company.hired++;
	const person = {
		id: idOf(company, number),
		first: random.pick(FIRST),
		last: random.pick(LAST),
		username: `anna.${number}@exempel.se`,
		email: random.chance(0.9) ? `anna.${number}@exempel.se` : null,
		gender: random.pick(['male', 'female', 'none']),
		birthday: random.chance(0.9) ? `19${60 + random.below(40)}-0${1 + random.below(9)}-11` : null,
		manager: number > 0 && random.chance(0.85) ? idOf(company, random.below(number)) : null,
		unit: random.chance(0.95) ? random.below(company.units.length) : -1,
		excluded: random.chance(0.1),
		grade: random.pick(['A', 'B', null]),
		state: 'employed',
	};
	company.people.push(person);
	return person;
}

/** What happens from one morning to the next. */
export function pass(company, random) {
	const { units, people } = company;
	const happenings = [
		() => (random.pick(units).name = random.pick(UNITS)),
		() => {
			const [a, b] = [random.pick(units), random.pick(units)];
			[a.name, b.name] = [b.name, a.name];
		},
		() => {
			const at = 1 + random.below(units.length - 1);
			units[at].parent = random.chance(0.2) ? -1 : random.below(at);
		},
		() =>
			units.push({
				code: `u${units.length}`,
				name: random.pick(UNITS),
				parent: random.below(units.length),
			}),
		() => {
			const [from, to] = [random.below(units.length), random.below(units.length)];
			for (const one of people) if (one.unit === from) one.unit = to;
		},
		() => (random.pick(people).unit = random.below(units.length + 1) - 1),
		() => (random.pick(people).state = random.pick(['left', 'left', 'skipped', 'nameless'])),
		() => (random.pick(people).state = 'employed'),
		() => hire(company, random),
		() => {
			const [a, b] = [random.pick(people), random.pick(people)];
			[a.username, b.username] = [b.username, a.username];
		},
		() => {
			const some = random.shuffle(people).slice(0, 3);
			const names = some.map(({ username }) => username);
			some.forEach((one, i) => (one.username = names[(i + 1) % names.length]));
		},
		() => (random.pick(people).username = random.pick(people).username),
		() => {
			const one = random.pick(people);
			one.username = `ny.${one.id}@exempel.se`;
		},
		() => {
			for (const one of people) one.username = one.username.replace('@exempel.se', '@bolaget.se');
		},
		() => (random.pick(people).manager = random.chance(0.2) ? null : random.pick(people).id),
		() => (random.pick(people).manager = 'nobody'),
		() => (random.pick(people).last = random.pick(LAST)),
		() => (random.pick(people).gender = random.pick(['male', 'female', 'none'])),
		() => (random.pick(people).grade = random.pick(['A', 'B', 'C', null])),
		() =>
			(random.pick(people).email = random.chance(0.5) ? null : `x.${random.below(99)}@exempel.se`),
		() => {
			// Registered again: the same person with another id.
			const one = random.pick(people);
			one.id = `r${company.hired++}`;
		},
		() => {
			// The id has gone to somebody else.
			const one = random.pick(people);
			Object.assign(one, {
				first: random.pick(FIRST),
				last: random.pick(LAST),
				birthday: '2001-02-03',
				username: `annan.${company.hired++}@exempel.se`,
			});
		},
		() => people.push({ ...random.pick(people) }),
		() => {
			const one = random.pick(people);
			one.id = one.id.replace('a:', '');
		},
		() => {
			// A department above the one that it is in, so that they go in a circle.
			const at = random.below(units.length);
			units[at].parentCode = random.pick(units).code;
		},
		() => (random.pick(people).last = random.chance(0.5) ? '' : 'LIND '),
	];
	const count = random.below(random.chance(0.15) ? 25 : 6);
	for (let i = 0; i < count; i++) random.pick(happenings)();
}

/** The people as the mapper passes them on. */
export function recordsOf(company, unmapped, random) {
	const records = [];
	for (const one of company.people) {
		if (one.state === 'left') continue;
		const name = `${one.first} ${one.last}`;
		if (one.state === 'skipped') {
			records.push({ externalId: one.id, name, username: one.username, skipped: true, issues: [] });
			continue;
		}
		const chain = [];
		for (let at = one.unit; at >= 0; at = company.units[at].parent) chain.unshift(at);
		const at = company.units[one.unit];
		if (company.gaps && random.chance(0.2)) chain[random.below(LEVELS.length)] = undefined;
		const record = {
			externalId: one.id,
			username: one.state === 'nameless' ? '' : one.username,
			email: one.email,
			firstName: one.first,
			lastName: one.last,
			gender: one.gender,
			birthday: one.birthday,
			managerExternalId: one.manager,
			excludeFromSurveys: one.excluded,
			attributes: { grade: one.grade },
			organization: Object.fromEntries(
				LEVELS.map((level, i) => [level, company.units[chain[i]]?.name ?? null]),
			),
			organizationCodes: Object.fromEntries(
				LEVELS.map((level, i) => [level, company.units[chain[i]]?.code ?? null]),
			),
			unitId: at?.code ?? '',
			unitName: at?.name ?? '',
			parentUnitId: at?.parentCode ?? company.units[at?.parent]?.code ?? '',
		};
		for (const field of unmapped) delete record[field];
		records.push(record);
	}
	return random.shuffle(records);
}

/** What people do by hand in the target, and what is wrong there. */
export function meddle(target, random) {
	const { users, groups } = target;
	if (random.chance(0.5)) return;
	const hands = [
		() => users.length > 0 && (random.pick(users).active = false),
		() => {
			const number = random.below(30);
			const username = `anna.${number}@exempel.se`;
			if (users.some((user) => user.username === username)) return;
			users.push(target.userMadeByHand(username, random));
		},
		() => users.length > 0 && (random.pick(users).lastName = random.pick(LAST)),
		() => users.length > 1 && (random.pick(users).externalId = random.pick(users).externalId),
		() => groups.length > 1 && (random.pick(groups).externalId = random.pick(groups).externalId),
		() => groups.push(target.groupMadeByHand(random.pick(UNITS), random)),
		() => groups.length > 0 && (random.pick(groups).name = random.pick(UNITS)),
		() => {
			if (groups.length === 0 || users.length === 0) return;
			const [user, group] = [random.pick(users), random.pick(groups)];
			if (!user.memberOf.includes(group.targetId)) user.memberOf.push(group.targetId);
		},
		() => users.length > 0 && (random.pick(users).memberOf = []),
	];
	for (let i = 1 + random.below(3); i > 0; i--) random.pick(hands)();
}

const limit = (random) =>
	random.pick([
		{ count: 0, share: 0 },
		{ count: 1, share: 10 },
		{ count: 5, share: 20 },
		{ count: 1e9, share: 100 },
	]);

/** Settings of the planner; guards often small enough to hold. */
export function settingsOf(random, defaults, moves) {
	const guards = { ...defaults.guards };
	if (random.chance(0.6)) {
		for (const name of ['removals', 'groupDeletions', 'moves', 'usernameChanges', 'creations']) {
			guards[name] = limit(random);
		}
	}
	if (random.chance(0.1)) guards.whenExceeded = 'stop';
	return {
		...defaults,
		removal: {
			action: random.pick(['deactivate', 'deactivate', 'delete', 'none']),
			scope: random.pick(['withExternalId', 'withExternalId', 'all']),
			companyAttribute: random.pick(['', 'grade']),
		},
		userStatus: random.pick(['overwrite', 'overwrite', 'keepInactive']),
		memberships: random.pick(['keepManual', 'keepManual', 'overwrite']),
		renames: { detect: random.chance(0.8), minimumOverlap: random.pick([30, 50, 80]) },
		moves,
		guards,
	};
}

/** Options of the builder. */
export function hierarchyOf(random) {
	const groupManager = random.pick(['mostCommon', 'none']);
	const rootGroup = random.chance(0.2) ? { name: 'Koncernen' } : null;
	const levels = random.chance(0.3) ? [] : LEVELS.slice(random.below(2));
	return random.pick([
		{
			mode: 'levels',
			levels,
			groupId: random.pick(['path', 'path', 'value', 'field']),
			idFields: [],
			conflict: random.pick(['error', 'keepFirst']),
			gaps: random.pick(['nearest', 'stop']),
			groupManager,
			rootGroup,
		},
		{
			mode: 'parentIds',
			groupIdField: 'unitId',
			groupNameField: 'unitName',
			parentIdField: 'parentUnitId',
			groupManager,
			rootGroup,
		},
		{ mode: 'reportingLine', teamName: 'Team {lastName}', rootGroup },
	]);
}
