package dev.gatehold.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {
  @TempDir Path folder;

  @Test
  void a_value_that_is_json_is_json_and_everything_else_is_text() {
    assertThat(
            json(
                "n=3",
                "d=1.5",
                "b=true",
                "nothing=null",
                "list=[1,\"x\"]",
                "quoted=\"3\"",
                "text=hello world",
                "empty=",
                "time=2026-11-22T10:00:00Z",
                "zeros=007",
                "equation=a=b",
                "half={\"a\":"))
        .isEqualTo(
            "{\"n\":3,\"d\":1.5,\"b\":true,\"nothing\":null,\"list\":[1,\"x\"],\"quoted\":\"3\","
                + "\"text\":\"hello world\",\"empty\":\"\",\"time\":\"2026-11-22T10:00:00Z\","
                + "\"zeros\":\"007\",\"equation\":\"a=b\",\"half\":\"{\\\"a\\\":\"}");
  }

  @Test
  void a_file_gives_its_text_and_an_input_file_its_object() throws IOException {
    Files.writeString(folder.resolve("note.txt"), "42\n");
    Files.writeString(folder.resolve("in.json"), "{\"a\":1,\"b\":2}");

    assertThat(json("note=@note.txt")).isEqualTo("{\"note\":\"42\\n\"}");
    assertThat(Values.of(cli(), List.of("b=3"), "in.json")).hasToString("{\"a\":1,\"b\":3}");
  }

  @Test
  void what_is_no_pair_or_no_object_is_refused() throws IOException {
    Files.writeString(folder.resolve("list.json"), "[1]");

    assertThatThrownBy(() -> json("novalue"))
        .hasMessage("Expected KEY=VALUE, but found 'novalue'.");
    assertThatThrownBy(() -> json("=x")).hasMessage("Expected KEY=VALUE, but found '=x'.");
    assertThatThrownBy(() -> json("a=@missing")).hasMessageContaining("'missing'");
    assertThatThrownBy(() -> Values.of(cli(), List.of(), "list.json"))
        .hasMessageContaining("Expected a JSON object in 'list.json'");
  }

  private String json(String... pairs) {
    return Values.of(cli(), List.of(pairs), null).toString();
  }

  private Cli cli() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Cli(
        new GlobalOptions(),
        new Environment(
            Map.of(),
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Set.of(),
            folder,
            InstantSource.system()));
  }
}
