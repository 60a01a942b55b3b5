import fc from 'fast-check';
import {
	bareText,
	cleanName,
	compareIds,
	compareText,
	isDamaged,
	isPlain,
	matchingKey,
} from '../../../directory/common/text';
import { runs } from '../../support/runs';

const COMPOSED = 'Malm\u00F6';
const DECOMPOSED = 'Malmo\u0308';

describe('cleanName', () => {
	test('composes letters', () => {
		expect(cleanName(DECOMPOSED)).toBe(COMPOSED);
	});

	test.each([
		['no-break space', 'Stora\u00A0Torget', 'Stora Torget'],
		['zero-width space', 'Mal\u200Bmö', COMPOSED],
		['byte order mark', '\uFEFFMalmö', COMPOSED],
		['soft hyphen', 'Mal\u00ADmö', COMPOSED],
		['stray joiners', 'Mal\u200D\u200Cmö', COMPOSED],
		['doubled and trailing blanks', '  Stora   Torget\t\n', 'Stora Torget'],
	])('removes what nobody sees: %s', (_what, dirty, clean) => {
		expect(cleanName(dirty)).toBe(clean);
	});

	test.each([
		['direction embedding', '\u202Aanna@bolag.se\u202C', 'anna@bolag.se'],
		['left-to-right mark', 'Finans\u200E', 'Finans'],
		['directional isolates', '\u2066Fin\u2068ans\u2069', 'Finans'],
		['Arabic letter mark', 'Finans\u061C', 'Finans'],
		['tags', 'Fi\u{E0061}nans\u{E007F}', 'Finans'],
		['Hangul filler', 'Finans\u3164', 'Finans'],
		['grapheme joiner', 'Fi\u034Fnans', 'Finans'],
		['variation selectors', 'Fi\uFE00na\uFE0Fns\u{E0100}', 'Finans'],
		['a digit as an emoji', 'Team 1\uFE0F', 'Team 1'],
		['noncharacters', 'Fi\uFFFEnans\u{1FFFF}', 'Finans'],
		['annotation marks', '\uFFF9Finans\uFFFB', 'Finans'],
		['blank Braille pattern', '\u2800Finans\u2800AB', 'Finans AB'],
		['nothing but what nobody sees', '\u200B\u3164\u2800\u{E0001}', ''],
	])('removes what shows nothing: %s', (_what, dirty, clean) => {
		expect(cleanName(dirty)).toBe(clean);
		expect(bareText(dirty)).toBe(clean);
	});

	test.each([
		['family', '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}'],
		['profession with a skin tone', '\u{1F469}\u{1F3FD}\u200D\u2695\uFE0F'],
		['red heart', '\u2764\uFE0F Vård'],
		['rainbow flag', '\u{1F3F3}\uFE0F\u200D\u{1F308}'],
		['flag of England', '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} Bath'],
		['keycap', '1\uFE0F\u20E3 Först'],
		['Persian', '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645'],
		['Persian with a vowel sign', '\u0639\u064E\u200C\u0646'],
		['Devanagari', '\u0915\u094D\u200D\u0937'],
		['Malayalam, at the end of a word', '\u0D30\u0D3E\u0D1C\u0D28\u0D4D\u200D'],
		['variant of a Han character', '\u8FBB\u{E0100}'],
		['Mongolian', '\u182F\u180B'],
	])('leaves what joins visible characters: %s', (_what, name) => {
		expect(cleanName(name)).toBe(name);
	});

	test('joiners that are typed twice count once', () => {
		expect(cleanName('\u06CC\u200C\u200C\u062E')).toBe('\u06CC\u200C\u062E');
	});

	test('leaves everything visible as it is', () => {
		for (const name of [
			'Ekonomi & Löner',
			'a/b;c"d',
			'<script>',
			'👩‍👩‍👧 Familj',
			'👩🏽‍⚕️',
			'x'.repeat(300),
		]) {
			expect(cleanName(name)).toBe(name.normalize('NFC'));
		}
	});

	test('nothing becomes an empty name, numbers their digits', () => {
		expect([cleanName(null), cleanName(undefined), cleanName(' \u00A0'), cleanName(12)]).toEqual([
			'',
			'',
			'',
			'12',
		]);
	});

	test.each([
		['any text', fc.string({ unit: 'binary' })],
		['invisible characters between all sorts of others', difficult(20)],
	])('is stable, cleaning twice changes nothing: %s', (_what, texts) => {
		fc.assert(
			fc.property(texts, (name) => {
				expect(cleanName(cleanName(name))).toBe(cleanName(name));
				expect(bareText(cleanName(name))).toBe(bareText(name));
				expect(bareText(bareText(name))).toBe(bareText(name));
			}),
			{ numRuns: runs(600) },
		);
	});

	test('visible text comes out unchanged', () => {
		const visible = fc
			.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { minLength: 1 })
			.map((words) => words.map((word) => word.replace(NO_INK, '')).filter(Boolean))
			.filter((words) => words.length > 0)
			.map((words) => words.join(' '));
		fc.assert(
			fc.property(visible, (name) => {
				expect(cleanName(name)).toBe(name.normalize('NFC'));
			}),
			{ numRuns: runs(400) },
		);
	});

	test('a heap of marks takes no time that grows with its square', () => {
		const heap = `a${'\u0338\u0301'.repeat(200_000)}`;
		expect(cleanName(heap)).toHaveLength(30);
		expect(matchingKey(heap)).toHaveLength(30);
	});
});

/** Blanks and everything that no ink is used for. */
const NO_INK = /[\p{White_Space}\p{Cc}\p{DI}\p{NChar}\p{Cs}\u2800\uFFF9-\uFFFB\u{1D159}]/gu;

/** Text in which invisible characters meet those that they may join. */
function difficult(maxLength: number): fc.Arbitrary<string> {
	const signs = [
		...['a', 'é', '1', ' ', '=', '\u037E', '\u2126', '\u8FBB', '\u0627', '\u06CC', '\u0915'],
		...['\u0301', '\u0338', '\u0308', '\u064E', '\u0653', '\u094D', '\u20E3', '\uD800'],
		...['\u2764', '\u{1F469}', '\u{1F3FD}', '\u{1F3F4}', '\u{E0067}', '\u{E007F}', '\u202E'],
		...['\u200B', '\u200C', '\u200D', '\uFE00', '\uFE0F', '\u180B', '\u{E0100}', '\u034F'],
	];
	return fc.string({ unit: fc.constantFrom(...signs), maxLength });
}

describe('matchingKey', () => {
	test('case 28: spellings that look the same are the same', () => {
		const spellings = [
			COMPOSED,
			DECOMPOSED,
			'MALMÖ',
			' malmö\u00A0',
			'Mal\u200Bmö',
			'malmo\u0308 ',
		];
		expect(new Set(spellings.map(matchingKey)).size).toBe(1);
	});

	test('case 29: Å and A are two letters', () => {
		expect(matchingKey('Åre')).not.toBe(matchingKey('Are'));
		expect(matchingKey('A\u030Are')).toBe(matchingKey('Åre'));
	});

	test('letters that differ only in case by their language meet', () => {
		expect(matchingKey('Straße')).toBe(matchingKey('STRASSE'));
		expect(matchingKey('STRAẞE')).toBe(matchingKey('Strasse'));
		expect(matchingKey('ΟΔΟΣ')).toBe(matchingKey('οδος'));
	});

	test('does not depend on the case or the composition of what it gets', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (name) => {
				expect(matchingKey(name.normalize('NFD'))).toBe(matchingKey(name));
				expect(matchingKey(matchingKey(name))).toBe(matchingKey(name));
			}),
		);
	});

	test('invisible characters never make a second identity', () => {
		const invisible = fc.constantFrom(
			...['\u200B', '\u200C', '\u200D', '\u200E', '\u202E', '\u2069', '\u061C', '\uFEFF', '\u00AD'],
			...['\uFE0E', '\uFE0F', '\u{E0100}', '\u{E0041}', '\u{E0001}', '\u3164', '\u034F', '\u180B'],
		);
		const place = fc.nat({ max: 20 });
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', minLength: 1 }),
				fc.array(fc.tuple(place, invisible), { minLength: 1, maxLength: 5 }),
				(name, added) => {
					const signs = [...name.normalize('NFC')];
					for (const [at, sign] of added) signs.splice(at % (signs.length + 1), 0, sign);
					// What an invisible character kept apart is composed once it is gone.
					expect(matchingKey(signs.join(''))).toBe(matchingKey(name));
					expect(bareText(signs.join(''))).toBe(bareText(name));
				},
			),
			{ numRuns: runs(600) },
		);
	});
});

test.each([
	['\uFFFDsa', true],
	['\uD800', true],
	['Ek\uDC00', true],
	['Åsa 👩‍⚕️', false],
	['', false],
])('%j was damaged before it came here: %p', (text, damaged) => {
	expect(isDamaged(text)).toBe(damaged);
});

test('compareText orders by code unit, in any language', () => {
	expect(['ö', 'z', 'Z', 'a'].sort(compareText)).toEqual(['Z', 'a', 'z', 'ö']);
});

test('what is equal has no order', () => {
	expect([compareText('a', 'a'), compareText('a', 'b'), compareText('b', 'a')]).toEqual([0, -1, 1]);
});

test('ids that are whole numbers come first, by their size; all others follow as texts', () => {
	const ids = ['b', '10', '9', '0x1', 'a1', '100', '02', '0', '1.5', '11', '-3', '9a'];
	const sorted = ['9', '10', '11', '100', '-3', '0', '02', '0x1', '1.5', '9a', 'a1', 'b'];
	expect([...ids].sort(compareIds)).toEqual(sorted);
	expect([...ids].reverse().sort(compareIds)).toEqual(sorted);
	expect(compareIds('10', '10')).toBe(0);
	expect(compareIds('long text', 'z')).toBe(-1);
});

test.each([
	['Ekonomi & Löner', true],
	['Žižkov', true],
	['a b c', true],
	['a  b', false],
	[' a', false],
	['a ', false],
	['a\tb', false],
	['Malmo\u0308', false],
	['Mal\u00ADmö', false],
	['Ελλάδα', false],
	['', false],
])('%j is plain, so that nothing in it is tidied: %p', (text, plain) => {
	expect(isPlain(text)).toBe(plain);
});

test('marks that no script has so many of are cut in long texts only', () => {
	const marks = '\u0338'.repeat(40);
	const start = 'x '.repeat(481);
	// 962 and 38 marks are 1,000 characters, of which nothing is cut.
	expect(cleanName(start.trim() + marks.slice(0, 39))).toHaveLength(1000);
	expect(cleanName(`${start}x${marks}`)).toHaveLength(963 + 30);
	expect(cleanName(`${start}x${marks}y${marks}`)).toHaveLength(963 + 30 + 1 + 30);
});
