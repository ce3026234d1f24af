// SPDX-License-Identifier: Apache-2.0
/** The backend for PostgreSQL: its dialect, its types, its errors and the settings of its driver. */
package io.colonnade.postgres;
