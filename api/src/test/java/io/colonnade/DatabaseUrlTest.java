// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DatabaseUrl.Host;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.ErrorKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

    @Test
    void hasParts() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql+jdbc://username:password@localhost:123/mydatabase?max_size=20&ssl=true");
        assertEquals("postgresql+jdbc", url.scheme());
        assertEquals("postgresql", url.dialect());
        assertEquals("jdbc", url.driver());
        assertEquals("username", url.user());
        assertEquals("password", url.password());
        assertEquals("localhost", url.host());
        assertEquals(123, url.port());
        assertEquals(List.of(new Host("localhost", 123)), url.hosts());
        assertEquals("mydatabase", url.database());
        assertEquals(Map.of("max_size", "20", "ssl", "true"), url.options());
        assertEquals(List.of("max_size", "ssl"), List.copyOf(url.options().keySet()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        jdbc:postgresql://host:5432/db?user=u&password=canary | postgresql://user:password@host:5432/database
        JDBC:mysql://host/db                                  | mysql://user:password@host:3306/database
        jdbc:mariadb:replication://one,two/canary             | mariadb://user:password@host:3306/database
        jdbc:sqlite:canary.db                                 | sqlite:///path/to/file.db
        jdbc:oracle:thin:canary/canary@host                   | postgresql://user:password@host:5432/database, mysql://
        jdbc:                                                 | sqlite:///path/to/file.db
        """)
    void saysWhatToWriteInPlaceOfOneForJdbc(String url, String instead) {
        ConfigurationException error = assertThrows(ConfigurationException.class, () -> DatabaseUrl.parse(url));
        assertTrue(error.getMessage().contains(instead), error.getMessage());
        assertFalse(error.getMessage().contains("canary"), error.getMessage());
    }

    @Test
    void lacksParts() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql:///");
        assertNull(url.driver());
        assertNull(url.user());
        assertNull(url.password());
        assertNull(url.host());
        assertEquals(-1, url.port());
        assertEquals("", url.database());
        assertEquals(Map.of(), url.options());
    }

    /** URL, user, password, host, port, database; a dash for null. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
        postgresql://localhost/mydb                                  | -         | -         | localhost      | -1   | mydb
        postgresql://username:%5Bpassword@localhost/mydb             | username  | [password | localhost      | -1   | mydb
        postgresql://username%40:%5Bpassword%2F@localhost/mydb       | username@ | [password/ | localhost     | -1   | mydb
        postgresql://a%2Fb:p@localhost/mydb                          | a/b       | p         | localhost      | -1   | mydb
        postgresql://u:@localhost/mydb                               | u         | ''        | localhost      | -1   | mydb
        postgresql://u@localhost/mydb                                | u         | -         | localhost      | -1   | mydb
        postgresql://:pw@localhost                                   | ''        | pw        | localhost      | -1   | ''
        postgresql://u:a@b:c#d e€@localhost:1/mydb                   | u         | a@b:c#d e€ | localhost     | 1    | mydb
        postgresql://u:a+b%2B@localhost                              | u         | a+b+      | localhost      | -1   | ''
        postgresql://u:p@/mydb?host=/var/run/postgresql              | u         | p         | /var/run/postgresql | -1 | mydb
        postgresql:///mydb?unix_sock=/var/run/.s.PGSQL.5432          | -         | -         | /var/run/.s.PGSQL.5432 | -1 | mydb
        postgresql://%2Fvar%2Frun:6000/mydb                          | -         | -         | /var/run       | 6000 | mydb
        postgresql://:6000/mydb                                      | -         | -         | -              | 6000 | mydb
        postgresql://[::1]:5432/mydb                                 | -         | -         | ::1            | 5432 | mydb
        postgresql://u:p@[2001:DB8::1.2.3.4]/mydb                    | u         | p         | 2001:DB8::1.2.3.4 | -1 | mydb
        postgresql://[fe80::1%25eth0]/mydb                           | -         | -         | fe80::1%eth0   | -1   | mydb
        postgresql://localhost/my%20db%3F                            | -         | -         | localhost      | -1   | my db?
        POSTGRESQL://localhost/MyDb                                  | -         | -         | localhost      | -1   | MyDb
        sqlite:///mydatabase                                         | -         | -         | -              | -1   | mydatabase
        sqlite:///sub/my.db                                          | -         | -         | -              | -1   | sub/my.db
        sqlite:////absolute/path@x#y                                 | -         | -         | -              | -1   | /absolute/path@x#y
        sqlite:///C:/x/notes.db                                      | -         | -         | -              | -1   | C:/x/notes.db
        sqlite://                                                    | -         | -         | -              | -1   | ''
        sqlite:///                                                   | -         | -         | -              | -1   | ''
        sqlite:///:memory:                                           | -         | -         | -              | -1   | :memory:
        sqlite::memory:                                              | -         | -         | -              | -1   | :memory:
        sqlite::memory:?max_size=2                                   | -         | -         | -              | -1   | :memory:
        """)
    void readsAndPrints(String text, String user, String password, String host, int port, String database) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertEquals(user, url.user() == null ? "-" : url.user());
        assertEquals(password, url.password() == null ? "-" : url.password());
        assertEquals(host, url.host() == null ? "-" : url.host());
        assertEquals(port, url.port());
        assertEquals(database, url.database());
        assertStable(url);
    }

    static void assertStable(DatabaseUrl url) {
        DatabaseUrl again = DatabaseUrl.parse(url.reveal());
        assertEquals(url, again);
        assertEquals(url.hashCode(), again.hashCode());
        assertEquals(url.reveal(), again.reveal());
        assertEquals(url.user(), again.user());
        assertEquals(url.password(), again.password());
        assertEquals(url.hosts(), again.hosts());
        assertEquals(url.database(), again.database());
        assertEquals(List.copyOf(url.options().entrySet()), List.copyOf(again.options().entrySet()));
        assertEquals(url.toString(), again.toString());
    }

    @Test
    void keepsSeveralHosts() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@one:5432,[::2]:5433,three/db");
        assertEquals(List.of(new Host("one", 5432), new Host("::2", 5433), new Host("three", -1)), url.hosts());
        assertEquals("one", url.host());
        assertEquals("postgresql://u:p@one:5432,[::2]:5433,three/db", url.reveal());
        assertEquals("postgresql://u:p@one:1,[::2]:5433,three/db", url.withPort(1).reveal());
    }

    @Test
    void changesOnePartAndNothingElse() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@localhost:123/db?a=1&b=2");
        assertEquals("postgresql://u:p@localhost:123/test_db?a=1&b=2", url.withDatabase("test_db").reveal());
        assertEquals("postgresql+jdbc://u:p@localhost:123/db?a=1&b=2", url.withDriver("jdbc").reveal());
        assertEquals("postgresql://u:p@localhost:123/db?a=1&b=2", url.withDriver("jdbc").withDriver(null).reveal());
        assertEquals("mysql://u:p@localhost:123/db?a=1&b=2", url.withDialect("mysql").reveal());
        assertEquals("postgresql://u:p@localhost:9000/db?a=1&b=2", url.withPort(9000).reveal());
        assertEquals("postgresql://u:p@localhost/db?a=1&b=2", url.withPort(-1).reveal());
        assertEquals("postgresql://u:p@[::1]:123/db?a=1&b=2", url.withHost("::1").reveal());
        assertEquals("postgresql://v%40:p@localhost:123/db?a=1&b=2", url.withUser("v@").reveal());
        assertEquals("postgresql://localhost:123/db?a=1&b=2", url.withUser(null).reveal());
        assertEquals("postgresql://u:%2F%3A@localhost:123/db?a=1&b=2", url.withPassword("/:").reveal());
        assertEquals("postgresql://u:p@localhost:123/db?a=3&b=2&c=%26", url.withOption("a", "3").withOption("c", "&").reveal());
        assertEquals("postgresql://u:p@localhost:123/db?b=2", url.withOption("a", null).reveal());
        assertEquals("postgresql://u:p@localhost:123/db?a=1&b=2", url.reveal());
        assertEquals("sqlite:////abs.db", DatabaseUrl.parse("sqlite:///rel.db").withDatabase("/abs.db").reveal());
        assertEquals("postgresql://other/db", DatabaseUrl.parse("postgresql:///db?host=/tmp").withHost("other").reveal());
        assertThrows(UnsupportedOperationException.class, () -> url.options().put("c", "3"));
        assertThrows(ConfigurationException.class, () -> url.withPort(0));
        assertThrows(ConfigurationException.class, () -> url.withHost("a b"));
        assertThrows(ConfigurationException.class, () -> url.withDriver("a+b"));
        assertThrows(ConfigurationException.class, () -> url.withOption("a&b", "1"));
    }

    @Test
    void isEqualByItsParts() {
        assertEquals(DatabaseUrl.parse("SQLITE:///a%62"), DatabaseUrl.parse("sqlite:///ab"));
        assertNotEquals(DatabaseUrl.parse("x://u:a@h"), DatabaseUrl.parse("x://u:b@h"));
        assertNotEquals(DatabaseUrl.parse("x://u:@h"), DatabaseUrl.parse("x://u@h"));
    }

    @Test
    void hidesSecrets() {
        String text = DatabaseUrl.parse("postgresql://user:%5Bcanary@localhost/db?sslPassword=canary&auth_token=canary&ssl=on").toString();
        assertEquals("postgresql://user:***@localhost/db?sslPassword=***&auth_token=***&ssl=on", text);
        assertEquals("postgresql://localhost/db", DatabaseUrl.parse("postgresql://u:canary@localhost/db?password=canary").location());
    }

    /** Malformed URL, position of the fault. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        canary                                  | 0
        :canary                                 | 0
        "   sqlite:///canary"                   | 0
        1a://canary                             | 0
        a b://canary                            | 1
        a+://canary                             | 2
        a+b+c://canary                          | 3
        ä://canary                              | 0
        sqlite:canary.db                        | 7
        sqlite:/canary.db                       | 7
        postgresql://h:canary/db                | 15
        postgresql://h:0/canary                 | 15
        postgresql://h:65536/canary             | 15
        postgresql://h:-1/canary                | 15
        postgresql://h:/canary                  | 15
        postgresql://h:١/canary                 | 15
        postgresql://h:99999999999/canary       | 15
        postgresql://user:can/ary@host/db       | 25
        postgresql://user:12/canary@host/db     | 27
        postgresql://user:12?canary=a@host/db   | 29
        postgresql://u:%canary@h/db             | 15
        postgresql://u:canary%@h/db             | 21
        postgresql://u:canary%4@h/db            | 21
        postgresql://u:canary%zz@h/db           | 21
        postgresql://u:canary%00@h/db           | 21
        postgresql://u:canary%ff@h/db           | 21
        postgresql://u:canary%C3@h/db           | 21
        postgresql://u:canary@[::1/db           | 22
        postgresql://u:canary@[::1]x/db         | 27
        postgresql://u:canary@[host]/db         | 23
        postgresql://u:canary@[1:2]/db          | 23
        postgresql://u:canary@[::g]/db          | 23
        postgresql://u:canary@::1/db            | 23
        postgresql://u:canary@h%3Ah/db          | 22
        postgresql://u:canary@a b/db            | 22
        postgresql://u:canary@a%0Ab/db          | 22
        postgresql://u:canary@a,,b/db           | 24
        postgresql://u:canary@a,/db             | 24
        postgresql://u:canary@,a/db             | 22
        postgresql://h/db?canary                | 18
        postgresql://h/db?=canary               | 18
        postgresql://h/db?a=1&                  | 22
        postgresql://h/db?a=1&&b=canary         | 22
        postgresql://h/db?a=1&c d=canary        | 22
        postgresql://h/db?a=1&b=2&a=canary      | 26
        postgresql://h/db?a=1&%61=canary        | 22
        postgresql://h/db?host=canary           | 18
        postgresql:///db?host=a&unix_sock=canary | 24
        """)
    void refusesWithPositionAndWithoutTheText(String text, int position) {
        ConfigurationException error = assertThrows(ConfigurationException.class, () -> DatabaseUrl.parse(text));
        assertEquals(ErrorKind.CONFIG_INVALID, error.kind());
        assertEquals(position, error.position(), error.getMessage());
        assertTrue(error.getMessage().contains("position " + position), error.getMessage());
        assertFalse(error.getMessage().contains("canary"), error.getMessage());
    }

    @Test
    void refusesControlCharactersAndHalvesOfCharacters() {
        assertEquals(11, assertThrows(ConfigurationException.class, () -> DatabaseUrl.parse("sqlite:///a\nb")).position());
        assertEquals(11, assertThrows(ConfigurationException.class, () -> DatabaseUrl.parse("sqlite:///a\ud800b")).position());
        assertEquals("😀", DatabaseUrl.parse("sqlite:///😀").database());
    }

    @Test
    void namesTheOptionThatIsGivenTwice() {
        ConfigurationException error = assertThrows(ConfigurationException.class, () -> DatabaseUrl.parse("sqlite:///a?x=1&y=2&x=3"));
        assertEquals("x", error.option());
        assertEquals(20, error.position());
    }
}
