// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.DatabaseUrl;
import io.colonnade.tck.streams.RowStreamVerification;

/** The verification of Reactive Streams on MySQL. */
public class ReactiveStreamsTest extends RowStreamVerification {

    /** Made by TestNG. */
    public ReactiveStreamsTest() {
    }

    @Override
    protected DatabaseUrl url() {
        return DatabaseUrl.parse(Product.MYSQL.url());
    }
}
