/** The country codes of ITU-T E.164: none is the beginning of another. */
const COUNTRY_CODE =
	/^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\d)/;
/** Digits, and what people write between them; RFC 3966 puts `tel:` before them. */
const PHONE = /^(?:tel:)?[\d\s()./+-]{5,}$/i;

interface Phone {
	/** Empty where it is not said. */
	country: string;
	/** Without the 0 that is dialled within a country. */
	number: string;
}

/**
 * Whether two texts are one phone number, of which one or both have a country code: `070-123 45 67`
 * and `+46701234567`. Numbers of two countries, or of which one lacks an area code, are two.
 */
export function isSamePhone(a: string, b: string): boolean {
	const others = readings(b);
	return readings(a).some((one) =>
		others.some(
			({ country, number }) =>
				number === one.number &&
				(country === one.country ? country !== '' : country === '' || one.country === ''),
		),
	);
}

/** As a number within a country, as one with a country code, or both where nothing says which. */
function readings(text: string): Phone[] {
	if (!PHONE.test(text)) return [];
	const digits = text.replace(/\D/g, '');
	const significant = digits.replace(/^0+/, '');
	const country = COUNTRY_CODE.exec(significant)?.[0] ?? '';
	const abroad = { country, number: significant.slice(country.length).replace(/^0+/, '') };
	if (text.includes('+') || digits.startsWith('00')) return [abroad];
	const within = { country: '', number: significant };
	return digits.startsWith('0') ? [within] : [within, abroad];
}
