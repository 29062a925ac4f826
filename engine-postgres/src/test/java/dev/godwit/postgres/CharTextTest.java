package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.postgres.TypeDetail.Field;
import dev.godwit.postgres.TypeDetail.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as servers before version 15 print them; ÿ and € stand for the bytes 255 and 128. */
class CharTextTest {

    private static final long CHAR = 18;
    private static final long TEXT = 25;
    private static final long CHARS = 1002;
    private static final long PAIR = 20_000;
    private static final long PAIRS = 20_001;
    private static final long RANGE = 20_002;
    private static final long RANGES = 20_003;
    private static final long MULTIRANGE = 20_004;
    private static final long FLAG = 20_005;

    private static final TypeGraph TYPES = new TypeGraph(Stream.of(
                    type(CHAR, "char", Kind.BASE, 0),
                    type(TEXT, "text", Kind.BASE, 0),
                    type(CHARS, "_char", Kind.ARRAY, CHAR),
                    type(PAIR, "pair", Kind.COMPOSITE, 0, new Field("t", TEXT), new Field("c", FLAG)),
                    type(PAIRS, "_pair", Kind.ARRAY, PAIR),
                    type(RANGE, "range", Kind.RANGE, CHAR),
                    type(RANGES, "_range", Kind.ARRAY, RANGE),
                    type(MULTIRANGE, "multirange", Kind.MULTIRANGE, RANGE),
                    type(FLAG, "flag", Kind.DOMAIN, CHAR))
            .collect(Collectors.toMap(TypeDetail::oid, Function.identity())));

    private static TypeDetail type(long oid, String name, Kind kind, long inner, Field... fields) {
        return new TypeDetail(oid, "public", name, kind, inner, List.of(fields), true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "18;    ÿ;                     \\377",
                "18;    a;                     a",
                "18;    \\;                    \\",
                "20005; €;                     \\200",
                "1002;  {a,ÿ,NULL};            {a,\"\\\\377\",NULL}",
                "1002;  {ÿ,\"\\\\\",\"\\\"\",\"\",€}; {\"\\\\377\",\"\\\\\",\"\\\"\",\"\",\"\\\\200\"}",
                "1002;  [0:1][2:2]={{ÿ},{b}};  [0:1][2:2]={{\"\\\\377\"},{b}}",
                "20000; (ü,ÿ);                 (ü,\"\\\\377\")",
                "20000; (\"ü\"\",)(\",ÿ);      (\"ü\"\",)(\",\"\\\\377\")",
                "20000; (,ÿ);                  (,\"\\\\377\")",
                "20000; (\"ü\\\\\",);          (\"ü\\\\\",)",
                "20001; {\"(\\\"ü \\\",ÿ)\",NULL}; {\"(\\\"ü \\\",\\\"\\\\\\\\377\\\")\",NULL}",
                "20002; [€,ÿ);                 [\"\\\\200\",\"\\\\377\")",
                "20002; (,ÿ];                  (,\"\\\\377\"]",
                "20002; [€,);                  [\"\\\\200\",)",
                "20003; {\"[€,a)\",empty};     {\"[\\\"\\\\\\\\200\\\",a)\",empty}",
                "20004; {[a,b),(€,ÿ)};         {[a,b),(\"\\\\200\",\"\\\\377\")}",
            })
    void bareBytesBecomeDigitsOnTheirLevelOfQuotes(long type, String before, String after) {
        assertThat(utf8(chars(type).rewritten(bare(before)))).isEqualTo(after);
    }

    @Test
    void whatHoldsNoCharIsLeftAlone() {
        assertThat(CharText.of(TYPES, TEXT)).isNull();
        byte[] text = bare("(ü,a)");
        assertThat(chars(PAIR).rewritten(text)).isEqualTo(text);
    }

    @Test
    void whatWasConvertedFromAnotherEncodingIsRefused() {
        assertThatThrownBy(() -> chars(CHAR).rewritten("ä".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("GW-0151");
    }

    @Test
    void valuesInCopysTextFormAreReadAndWritten() {
        var rows = new CharRows(Arrays.asList(null, chars(CHARS), chars(CHAR), null));
        assertThat(utf8(rows.rewritten(bare("ü\\\\\t{ÿ,\"\\\\\\\\\",\"\\t\"}\t€\t1\n"))))
                .isEqualTo("ü\\\\\t{\"\\\\\\\\377\",\"\\\\\\\\\",\"\\t\"}\t\\\\200\t1\n");
        byte[] plain = bare("ü\t\\N\t\\\\\t1\n");
        assertThat(rows.rewritten(plain)).isSameAs(plain);
    }

    private static CharText chars(long type) {
        return Objects.requireNonNull(CharText.of(TYPES, type));
    }

    private static byte[] bare(String text) {
        byte[] bytes = text.replace("ÿ", "\u0001").replace("€", "\u0002").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Map.of((byte) 1, (byte) 255, (byte) 2, (byte) 128).getOrDefault(bytes[i], bytes[i]);
        }
        return bytes;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
