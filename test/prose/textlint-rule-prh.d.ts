declare module 'textlint-rule-prh' {
	const rule: object;
	export default rule;
}
