// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** The isolation levels of the SQL standard. A dialect lists those that its database has. */
public enum IsolationLevel { READ_UNCOMMITTED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE }
