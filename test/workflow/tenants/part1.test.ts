import { testTenants } from './cases';

testTenants(1, 4);
