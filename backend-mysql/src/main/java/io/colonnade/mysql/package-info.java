// SPDX-License-Identifier: Apache-2.0
/** The backend for MySQL and MariaDB: its dialects, its types, its errors and its session. */
package io.colonnade.mysql;
