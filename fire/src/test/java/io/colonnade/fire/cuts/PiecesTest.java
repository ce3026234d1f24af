// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colonnade.Database;
import io.colonnade.fire.EachTarget;
import io.colonnade.fire.Target;
import io.colonnade.fire.proxy.Direction;
import io.colonnade.fire.proxy.FaultProxy;
import io.colonnade.fire.proxy.Shape;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** In which pieces the bytes of a connection arrive makes no difference to any kind of call. */
class PiecesTest {

    private static final List<Shape> SHAPES = List.of(Shape.SPLIT, Shape.drip(100, Duration.ofMillis(1)), Shape.merged(Duration.ofMillis(2)));
    private static final long PATIENCE_SECONDS = 30;

    @ParameterizedTest
    @ArgumentsSource(EachTarget.class)
    void noShapeChangesWhatIsDone(Target target) throws Exception {
        assumeTrue(target.engine().isServer(), "a file has no connection whose bytes could be cut into pieces");
        try (Tables tables = new Tables(target)) {
            for (Shape shape : SHAPES) {
                try (FaultProxy proxy = FaultProxy.start(target.url().host(), target.url().port())) {
                    proxy.plan(link -> List.of(Direction.values()).forEach(direction -> link.shape(direction, shape)));
                    all(target, proxy, tables, 100 * SHAPES.indexOf(shape));
                }
            }
            tables.drop();
        }
    }

    private static void all(Target target, FaultProxy proxy, Tables tables, long first) throws Exception {
        try (Database database = Database.open(target.url().withHost("127.0.0.1").withPort(proxy.port())).join()) {
            for (Work work : Work.values()) {
                long id = first + work.ordinal();
                work.run(database, id, new Progress(() -> 0)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertEquals(work.parts(), tables.stored(id), work::toString);
            }
        }
    }
}
