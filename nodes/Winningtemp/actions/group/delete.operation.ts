import { remove } from '../remove';

export const deleteGroup = remove('group');
