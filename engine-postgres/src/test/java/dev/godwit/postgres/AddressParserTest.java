package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.TlsFiles;
import dev.godwit.core.spi.TlsMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressParserTest {

    private static final String ME = System.getProperty("user.name");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://anna@db.example:5433/shop | postgresql://anna@db.example:5433/shop",
                "postgres://anna@db.example/shop | postgresql://anna@db.example:5432/shop",
                "postgresql://anna@my_host/shop | postgresql://anna@my_host:5432/shop",
                "postgresql://anna@[::1]:5433/shop | postgresql://anna@[::1]:5433/shop",
                "postgresql://anna@[2001:db8::7]/shop | postgresql://anna@[2001:db8::7]:5432/shop",
                "postgresql://anna@db.example | postgresql://anna@db.example:5432/anna",
                "postgresql://anna@db.example? | postgresql://anna@db.example:5432/anna",
                "postgresql:///shop?host=db.example&port=5433&user=anna | postgresql://anna@db.example:5433/shop",
                "postgresql://?host=::1&user=anna&dbname=shop | postgresql://anna@[::1]:5432/shop",
                "postgresql://an%40na@h/my%20db | postgresql://an%40na@h:5432/my%20db",
                "postgresql://an+na@h/a+b | postgresql://an%2Bna@h:5432/a%2Bb",
                "postgresql://%C3%A4nne@h/%F0%9F%90%A6 | postgresql://%C3%A4nne@h:5432/%F0%9F%90%A6",
                "postgresql://a@h/d?ssl=true | postgresql://a@h:5432/d?sslmode=require",
                "postgresql://a@h/d?sslmode=verify-full&application_name=psql&sslrootcert=%2Fca.pem"
                        + " | postgresql://a@h:5432/d?sslmode=verify-full&sslrootcert=%2Fca.pem",
                "host=db.example dbname=shop user=anna | postgresql://anna@db.example:5432/shop",
                "dbname = shop port=5433 user=anna hostaddr=10.0.0.7 | postgresql://anna@10.0.0.7:5433/shop",
            })
    void readsWhatUsersWrite(String url, String canonical) {
        assertThat(AddressParser.recognises(url)).isTrue();
        assertThat(AddressParser.parse(url).canonical()).isEqualTo(canonical);
        assertThat(AddressParser.parse(canonical).canonical()).isEqualTo(canonical);
    }

    @Test
    void takesEverythingMissingFromThisMachine() {
        assertThat(AddressParser.parse("postgresql://").canonical())
                .isEqualTo("postgresql://" + ME + "@localhost:5432/" + ME);
    }

    @Test
    void putsNoDatabaseIntoTheAddressOfAServer() {
        var engine = new PostgresEngine();

        assertThat(engine.canonicalServer("postgresql://anna:s3@h?sslmode=require"))
                .isEqualTo("postgresql://anna@h:5432?sslmode=require");
        assertThat(engine.canonicalServer(engine.canonicalServer("postgres://anna@h/")))
                .isEqualTo("postgresql://anna@h:5432");
        assertThat(engine.canonicalServer("postgresql://anna@h/shop")).isEqualTo("postgresql://anna@h:5432/shop");
        assertThat(engine.secured("postgresql://anna@h", new TlsFiles(TlsMode.ENCRYPT, null, null, null)))
                .isEqualTo("postgresql://anna@h:5432?sslmode=require");
        assertThat(engine.address("postgresql://anna@h").database()).isEmpty();
        assertThat(engine.canonical("postgresql://anna@h")).isEqualTo("postgresql://anna@h:5432/anna");
    }

    @Test
    void readsQuotedValuesAsLibpqDoes() {
        Address address = AddressParser.parse("host=h dbname='my \\'db\\'' user=an\\ na password=''");

        assertThat(address.database()).isEqualTo("my 'db'");
        assertThat(address.user()).isEqualTo("an na");
        assertThat(address.secrets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://anna:s3cret@h/d | s3cret",
                "postgresql://anna:s3%2Fc%3Fr@h/d | s3/c?r",
                "postgresql://anna:s3[c]?ret@h/d | s3[c]?ret",
                "postgresql://anna@h/d?password=s3cret | s3cret",
                "host=h user=anna dbname=d password='s3 cret' | s3 cret",
            })
    void acceptsAPasswordAndNeverPrintsIt(String url, String password) {
        Address address = AddressParser.parse(url);

        assertThat(address.secrets().get("password"))
                .isNotNull()
                .satisfies(secret -> assertThat(secret.reveal()).isEqualTo(password));
        assertThat(address.toString() + address.canonical()).doesNotContain("s3");
        assertThat(address.canonical()).isEqualTo("postgresql://anna@h:5432/d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://anna:s3/cret@h/d | an @ follows its host | %2F",
                "postgresql://anna:12/s3cret@h/d | an @ follows its host | %40",
                "postgresql://anna:s3@cret@h/d | its host has a character that no host has | %40",
                "postgresql://anna:s3%@h/d | its password has a % | %25",
                "postgresql://anna:s3%FF@h/d | its password is not UTF-8 | %25",
                "postgresql://anna:s3%00@h/d | its password has a % | %25",
            })
    void saysNothingOfAPasswordItCannotRead(String url, String found, String next) {
        assertThatThrownBy(() -> AddressParser.parse(url)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(CoreFailure.URL_NOT_UNDERSTOOD);
            assertThat(failure.found()).contains(found);
            assertThat(failure.next()).contains(next);
            assertThat(failure.getMessage() + failure.next()).doesNotContain("s3", "cret");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://a,b/d | several hosts | primary",
                "postgresql://a:1,b:2/d | several hosts | primary",
                "host=a,b dbname=d | several hosts | primary",
                "postgresql://%2Ftmp/d | Unix socket | localhost",
                "host=/var/run/postgresql | Unix socket | localhost",
                "postgresql://a@h:99999/d | its port is not a number from 1 to 65535 | %3A",
                "postgresql://[::1/d | begins with [ | postgresql://user@host",
                "postgresql://h/d?sslmod=require | the option 'sslmod' | Did you mean sslmode?",
                "postgresql://h/d?ssl_root_cert=x | the option 'ssl_root_cert' | Did you mean sslrootcert?",
                "postgresql://h/d?frobnicate=1 | the option 'frobnicate' | Known are",
                "postgresql://h/d?sslmode=verify | its sslmode is 'verify' | verify-full",
                "postgresql://h/d?service=x | the option service | Write host",
                "postgresql://h/d?sslcrl=x | the option sslcrl | revocation",
                "postgresql://h/d?sslmode | no = | keyword=value",
                "postgresql://h/d?connect_timeout=soon | connect_timeout is not a number | 10",
                "host=h hostaddr=1.2.3.4 | both host and hostaddr | only host",
                "host=h dbname='x | no closing | host=",
                "host=h dbname | without = | keyword=value",
                "mysql://h/d | neither with postgresql:// | postgresql://",
            })
    void namesThePartThatIsWrong(String url, String found, String next) {
        assertThatThrownBy(() -> AddressParser.parse(url)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(CoreFailure.URL_NOT_UNDERSTOOD);
            assertThat(failure.found()).contains(found);
            assertThat(failure.next()).contains(next);
        });
    }

    @Test
    void leavesTheAddressesOfOthersAlone() {
        assertThat(AddressParser.recognises("mysql://root@h/d?x=y")).isFalse();
        assertThat(AddressParser.recognises("jdbc:oracle:thin:@h")).isFalse();
    }
}
