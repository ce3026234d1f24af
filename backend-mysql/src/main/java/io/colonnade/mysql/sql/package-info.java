// SPDX-License-Identifier: Apache-2.0
/**
 * What only MySQL and MariaDB have, for statements: types, table options, indexes, hints, JSON functions and full-text search. All other
 * databases refuse it before anything is sent.
 */
package io.colonnade.mysql.sql;
