// SPDX-License-Identifier: Apache-2.0
/** What a run of the kit found: records, and the files they are written to. */
package io.colonnade.tck.report;
