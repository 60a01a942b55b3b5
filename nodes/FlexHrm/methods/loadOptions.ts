import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { dayIn } from '../../../directory/common/calendar';
import { compareText } from '../../../directory/common/text';
import { asNodeError } from '../../failure';
import { listCompanies, resolveCompanies } from '../reading/companies';
import { parseCompanies, type Company } from '../reading/company';
import { listDimensions, namedDimensions } from '../reading/dimensions';
import { Notices } from '../reading/notices';
import { readPlacements } from '../reading/placements';
import type { FlexReader } from '../reading/reader';
import { textOf } from '../reading/row';
import { connect } from '../transport/connect';

/** Somebody waits at the screen: few tries. */
const SETTINGS = { pageSize: 100, concurrency: 4, maxReadAttempts: 3, maxTries: 2 };

/** The companies that the API user sees, for choosing from. */
export async function getCompanies(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const { reader } = await connect(this, SETTINGS);
		return (await listCompanies(reader))
			.flatMap(({ Id, CompanyNumber, Name }) => {
				const value = textOf(Id) ?? textOf(CompanyNumber);
				if (value === null) return [];
				const number = textOf(CompanyNumber);
				return [
					{ name: `${textOf(Name) ?? value}${number === null ? '' : ` (${number})`}`, value },
				];
			})
			.sort((a, b) => compareText(a.name, b.name));
	} catch (error) {
		throw asNodeError(this.getNode(), error);
	}
}

/**
 * The dimensions of the chosen companies in Flex's order, each with the number of people who have a
 * value in it today.
 */
export async function getDimensions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const { reader, credentials } = await connect(this, SETTINGS);
		const chosen = parseCompanies(this.getCurrentNodeParameter('companyIds') ?? []);
		const given = chosen.length > 0 ? chosen : parseCompanies(credentials.companyIds);
		const companies = await resolveCompanies(reader, given);
		const day = dayIn(this.getTimezone(), new Date());
		const people = new Map<string, number>();
		for (const counts of await Promise.all(
			companies.map(async (company) => await countPeople(reader, company, day)),
		)) {
			for (const [name, count] of counts) people.set(name, (people.get(name) ?? 0) + count);
		}
		return [...people].map(([value, count]) => ({
			name: `${value} (${count === 1 ? '1 person' : `${count} people`})`,
			value,
		}));
	} catch (error) {
		throw asNodeError(this.getNode(), error);
	}
}

async function countPeople(
	reader: FlexReader,
	company: Company,
	day: string,
): Promise<Array<[dimension: string, people: number]>> {
	if (company.id === null) return [];
	const notices = new Notices();
	const [listed, placements] = await Promise.all([
		listDimensions(reader, company, company.id),
		readPlacements(reader, company, day, notices),
	]);
	const used = new Set(placements.dimensionIds);
	return namedDimensions(listed, used, company.label, notices).map(({ id, name }) => [
		name,
		placements.count(id),
	]);
}
