package org.xipline.importer.imap.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.importer.imap.answer.Verdict.Blame;
import org.xipline.schemas.reason.DeadLetterReason;

/** The table in the documentation is what the rules say, and names an example of each. */
class AnswerRuleTest {
  private static final Path TABLE = Path.of("../docs/server-answers.md");
  private static final Map<String, Situation> SITUATIONS =
      Map.of(
          "connecting", Situation.at(Step.CONNECT),
          "logging in", Situation.at(Step.LOG_IN),
          "opening the folder", Situation.at(Step.OPEN),
          "creating the folder", Situation.at(Step.CREATE),
          "reading the folder", Situation.at(Step.READ),
          "removing second copies", Situation.at(Step.EXPUNGE),
          "appending", Situation.appending(4096),
          "appending more than 10 MiB", Situation.appending((10 << 20) + 1));

  /**
   * A row of the table.
   *
   * @param means as it is written there
   */
  record Row(String when, String says, String means) {

    ServerAnswer answer() {
      return ServerAnswer.parse(says);
    }

    Situation situation() {
      return Objects.requireNonNull(SITUATIONS.get(when), when);
    }
  }

  static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(TABLE)) {
      return lines
          .filter(line -> line.startsWith("| ") && line.contains("`"))
          .map(line -> line.split("\\|"))
          .map(cells -> new Row(cells[1].strip(), unquoted(cells[2]), cells[3].strip()))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldMeanWhatTheTableSays(Row row) {
    assertThat(words(AnswerClassifier.classify(row.answer(), row.situation())))
        .isEqualTo(row.means());
  }

  @Test
  void shouldHaveAnExampleOfEveryRuleInTheTable() throws IOException {
    var shown = EnumSet.noneOf(AnswerRule.class);
    for (Row row : rows()) {
      shown.add(AnswerRule.of(row.answer(), row.situation()));
    }

    assertThat(EnumSet.complementOf(shown)).isEmpty();
  }

  @Test
  void shouldNotBlameTheSizeOfAMessageThatEveryServerTakes() {
    ServerAnswer answer = ServerAnswer.parse("BAD Command Argument Error. 12");

    assertThat(words(AnswerClassifier.classify(answer, Situation.appending(10 << 20))))
        .isEqualTo("retry, then `mailbox-over-quota`, each message separately");
  }

  @Test
  void shouldReadCodesAndWords() {
    ServerAnswer answer = ServerAnswer.parse("NO [BadCharset (UTF-8)] Not that one");

    assertThat(answer)
        .isEqualTo(new ServerAnswer(ServerAnswer.Kind.NO, "BADCHARSET", "(UTF-8)", "Not that one"));
    assertThat(answer.words()).isEqualTo("NO [BADCHARSET (UTF-8)] Not that one");
    assertThat(ServerAnswer.parse("BAD").words()).isEqualTo("BAD ");
  }

  private static String unquoted(String cell) {
    return cell.strip().replace("`", "");
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done() -> "done";
      case Verdict.MakeFolder() -> "create the folder";
      case Verdict.Later(DeadLetterReason reason, Blame blame) ->
          words("retry, then", reason, blame);
      case Verdict.Never(DeadLetterReason reason, Blame blame) ->
          words("dead letter", reason, blame);
      case Verdict.Throttled(var rest) -> "pause this mailbox " + rest.toMillis() + " ms";
      case Verdict.LogInRefused(DeadLetterReason reason, boolean passing) ->
          passing ? "log-in refused for now" : words("log-in refused", reason, Blame.MAILBOX);
      case Verdict.LogInAgain() -> "log in again";
      case Verdict.SessionOver() -> "check the folder";
      case Verdict.ServerUnavailable() -> "pause the server";
    };
  }

  private static String words(String when, DeadLetterReason reason, Blame blame) {
    String each = blame == Blame.MESSAGE ? ", each message separately" : "";
    return "%s `%s`%s".formatted(when, reason.code(), each);
  }
}
