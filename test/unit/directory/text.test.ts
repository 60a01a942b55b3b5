import fc from 'fast-check';
import { cleanName, compareText, matchingKey } from '../../../directory/common/text';

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

	test('is stable: cleaning twice changes nothing', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (name) => {
				expect(cleanName(cleanName(name))).toBe(cleanName(name));
			}),
		);
	});
});

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
});

test('compareText orders by code unit, in any language', () => {
	expect(['ö', 'z', 'Z', 'a'].sort(compareText)).toEqual(['Z', 'a', 'z', 'ö']);
});
