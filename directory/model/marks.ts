/**
 * Properties by which a record of an HR system says something about itself. They are not values of
 * a person, and a mapping heeds them whatever fields it maps.
 */

/**
 * Names of fields that the source does not tell of this record: not empty, but not known. A value
 * that is mapped from one of them is left alone. Its value is a list of names.
 */
export const NOT_KNOWN = 'NotKnown';

/**
 * True on somebody whom the source has not confirmed yet, such as a new hire under review: not to be
 * created, and left alone where there is already a user.
 */
export const UNCONFIRMED = 'Unconfirmed';
