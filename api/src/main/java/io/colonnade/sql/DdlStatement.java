// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** A statement that creates, changes or drops something. No database takes placeholders there, so values become text. */
public sealed interface DdlStatement extends Statement permits CreateTable, CreateTableAs, DropTable, AlterTable, CreateIndex, DropIndex,
        CreateView, DropView, RefreshView, CreateSchema, DropSchema, CreateSequence, DropSequence, CommentOn, VendorStatement {
}
