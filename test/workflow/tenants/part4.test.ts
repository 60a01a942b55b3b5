import { testTenants } from './cases';

testTenants(4, 4);
