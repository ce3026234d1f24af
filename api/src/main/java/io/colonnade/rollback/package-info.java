// SPDX-License-Identifier: Apache-2.0
/** A database whose work is undone when it is closed: many connections over one transaction. Internal. */
package io.colonnade.rollback;
