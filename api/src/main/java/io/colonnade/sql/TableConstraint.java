// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** A constraint of a table. One without a name is named by the table's {@link NamingConvention}, or by the database. Immutable. */
public sealed interface TableConstraint permits PrimaryKey, UniqueConstraint, CheckConstraint, ForeignKey, VendorConstraint {

    /** The name its author gave it; null where there is none. */
    String name();
}
