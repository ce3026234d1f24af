// SPDX-License-Identifier: Apache-2.0
/** A database that is down while many want something of it, and that comes back. */
package io.colonnade.fire.down;
