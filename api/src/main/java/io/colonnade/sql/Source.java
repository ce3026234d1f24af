// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * What a select reads from: a table, a table under another name, some rows of one, a query under a name, values, or what a function
 * returns.
 */
public sealed interface Source permits Table, TableAlias, TableSample, QuerySource, ValuesTable, TableFunction {

    /** The name by which columns refer to it. */
    String name();
}
