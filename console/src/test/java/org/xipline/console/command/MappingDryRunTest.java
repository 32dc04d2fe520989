package org.xipline.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.demo.SampleArchive;
import tools.jackson.databind.JsonNode;

class MappingDryRunTest {
  @TempDir private Path directory;

  @Test
  void shouldSayWhoWouldGetWhatAndDeliverNothing() throws Exception {
    // Given
    SampleArchive sample = SampleArchive.in(directory);

    // When
    CommandLineRun run = dryRun(sample, "--json");
    CommandLineRun text = dryRun(sample);

    // Then
    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    JsonNode json = run.json();
    assertThat(json.get("items").asInt()).isEqualTo(12);
    assertThat(json.get("pairs").toString())
        .isEqualTo("{\"mapped\":22,\"unmapped\":1,\"external\":1}");
    assertThat(addresses(json))
        .contains(
            "bob.brown@contoso.example mapped bob@contoso.example 1",
            "eve@fabrikam.example external null 1",
            "newcomer@contoso.example unmapped null 1");
    assertThat(json.get("unreadableItems").asInt()).isOne();
    assertThat(json.at("/unreadable/0/entry").asString()).isEqualTo("calls/C-3.json");
    assertThat(json.at("/unreadable/0/reason").asString()).isEqualTo("malformed-item");
    assertThat(text.out()).contains("desk7@contoso.example  -> bob@contoso.example");
    assertThat(directory.resolve("xipline-data")).doesNotExist();
  }

  @Test
  void shouldSayNothingOfAnArchiveThatWasChanged() throws Exception {
    // Given
    SampleArchive sample = SampleArchive.in(directory);
    byte[] bytes = Files.readAllBytes(sample.archive());
    bytes[bytes.length - 10] ^= 1;
    Files.write(sample.archive(), bytes);

    // When
    CommandLineRun run = dryRun(sample, "--json");

    // Then
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("content-tampered");
  }

  private static List<String> addresses(JsonNode json) {
    return json.get("addresses")
        .valueStream()
        .map(it ->
            String.join(
                " ",
                it.get("address").asString(),
                it.get("destination").asString(),
                it.get("mailbox").isNull() ? "null" : it.get("mailbox").asString(),
                it.get("items").asString()))
        .toList();
  }

  private static CommandLineRun dryRun(SampleArchive sample, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "mapping",
                "dry-run",
                sample.archive().toString(),
                "--trust",
                sample.authority().toString(),
                "--users",
                sample.users().toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(CommandLineRun.NO_SERVICES, words.toArray(String[]::new));
  }
}
