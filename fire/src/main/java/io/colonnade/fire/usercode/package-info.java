// SPDX-License-Identifier: Apache-2.0
/** Code of the user's that throws, never returns or interrupts its thread, wherever the product calls it. */
package io.colonnade.fire.usercode;
