// SPDX-License-Identifier: Apache-2.0
/** The rules themselves and what runs them. Internal: not exported. */
package io.colonnade.tck.rules;
