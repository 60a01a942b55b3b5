/** Today in Sweden, as the templates see it: `YYYY-MM-DD`. */
export function today() {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(new Date());
}
