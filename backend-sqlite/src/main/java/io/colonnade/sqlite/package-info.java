// SPDX-License-Identifier: Apache-2.0
/** The backend for SQLite: its dialect, its types, its errors and its one-writer rule. */
package io.colonnade.sqlite;
