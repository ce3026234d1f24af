// SPDX-License-Identifier: Apache-2.0
/** The kit as a command. */
package io.colonnade.tck.cli;
