// SPDX-License-Identifier: Apache-2.0
/** A bank whose server or clients are killed, and what of the transfers that were acknowledged is there afterwards. */
package io.colonnade.fire.bank;
