import { remove } from '../remove';

export const deleteUser = remove('user');
