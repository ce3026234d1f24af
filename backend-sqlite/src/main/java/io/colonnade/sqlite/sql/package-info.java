// SPDX-License-Identifier: Apache-2.0
/**
 * What only SQLite has, for statements: types, table options, what happens on a conflict, hints, JSON functions and full-text search. All
 * other databases refuse it before anything is sent.
 */
package io.colonnade.sqlite.sql;
