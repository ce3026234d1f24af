// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** The window of a function: itself, or the name that a select gives it. */
public sealed interface WindowReference permits Window, NamedWindow {
}
