// SPDX-License-Identifier: Apache-2.0
/** The asynchronous connection pool, written once for every backend. Internal: not exported. */
package io.colonnade.pool;
