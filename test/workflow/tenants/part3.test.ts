import { testTenants } from './cases';

testTenants(3, 4);
