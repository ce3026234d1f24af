// SPDX-License-Identifier: Apache-2.0
/** Transactions whose deadlines are about as long as the transactions take. */
package io.colonnade.fire.deadline;
