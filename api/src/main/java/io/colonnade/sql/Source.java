// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** What a select reads from: a table, a table under another name, or a select under a name. */
public sealed interface Source permits Table, TableAlias, DerivedTable {

    /** The name by which columns refer to it. */
    String name();
}
