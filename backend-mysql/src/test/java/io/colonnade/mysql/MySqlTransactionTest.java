// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Isolation by what is seen. */
class MySqlTransactionTest {

    /** What a transaction reads before another has written, before it has committed, and afterwards. */
    private static String reads(Product product, IsolationLevel level) {
        try (Database db = product.open("max_size=4")) {
            table(db, "isolation", "id INT PRIMARY KEY");
            await(db.execute("INSERT INTO isolation VALUES (1)"));
            Transaction reader = await(db.begin(TransactionOptions.DEFAULT.withIsolation(level)));
            String seen = "" + count(reader);
            Transaction writer = await(db.begin());
            await(writer.execute("INSERT INTO isolation VALUES (2)"));
            seen += count(reader);
            await(writer.commit());
            seen += count(reader);
            await(reader.rollback());
            return seen;
        }
    }

    private static long count(Transaction tx) {
        return await(tx.fetchValue("SELECT count(*) FROM isolation", Long.class)).get();
    }

    @ParameterizedTest
    @EnumSource
    void isolationIsWhatItIsCalled(Product product) {
        assertEquals("122", reads(product, IsolationLevel.READ_UNCOMMITTED));
        assertEquals("112", reads(product, IsolationLevel.READ_COMMITTED));
        assertEquals("111", reads(product, IsolationLevel.REPEATABLE_READ));
        assertEquals("111", reads(product, null));
    }

    @ParameterizedTest
    @EnumSource
    void aSerializableReaderIsNotOverwritten(Product product) {
        try (Database db = product.open("max_size=4")) {
            table(db, "isolation", "id INT PRIMARY KEY");
            await(db.execute("INSERT INTO isolation VALUES (1)"));
            Transaction reader = await(db.begin(TransactionOptions.DEFAULT.withIsolation(IsolationLevel.SERIALIZABLE)));
            assertEquals(1, count(reader));
            failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(200)).execute("UPDATE isolation SET id = 7"));
            assertEquals(1, count(reader));
            await(reader.commit());
            assertEquals(1, number(db, "SELECT id FROM isolation"));
        }
    }
}
