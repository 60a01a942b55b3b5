/**
 * Whether a host is this computer, so that what is sent there over plain http travels on no network.
 *
 * @param hostname as `URL.hostname` gives it, IPv6 in brackets
 */
export function isThisComputer(hostname: string): boolean {
	return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}
