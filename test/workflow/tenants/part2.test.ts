import { testTenants } from './cases';

testTenants(2, 4);
