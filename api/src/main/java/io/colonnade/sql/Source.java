// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** What a select reads from: a table, a table under another name, a query under a name, values, or what a function returns. */
public sealed interface Source permits Table, TableAlias, QuerySource, ValuesTable, TableFunction {

    /** The name by which columns refer to it. */
    String name();
}
