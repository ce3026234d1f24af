// SPDX-License-Identifier: Apache-2.0
/** SQLite on disks that are full, files that are read-only, deleted, damaged or copied, and several processes on one file. */
package io.colonnade.fire.disk;
