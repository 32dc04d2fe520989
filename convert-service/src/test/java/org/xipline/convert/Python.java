package org.xipline.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs scripts of the tests: a second reader of mail, which is not ours. */
public final class Python {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Python() {}

  /** Skips the test where there is no Python with a reader of mail that tells of defects. */
  public static void assume() throws InterruptedException {
    boolean there;
    try {
      there =
          new ProcessBuilder(
                      "python3",
                      "-c",
                      "import email.policy, sys; sys.exit(sys.version_info < (3, 8))")
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException _) {
      there = false;
    }
    assumeTrue(there, "python3 is not on this machine");
  }

  /** What a script answers to these lines: a JSON document for each. */
  public static List<JsonNode> answers(URL script, List<String> lines)
      throws IOException, InterruptedException {
    Path questions = Files.createTempFile("questions", "");
    Path answers = Files.createTempFile("answers", "");
    try {
      Files.write(questions, lines);
      Process python =
          new ProcessBuilder("python3", file(script).toString())
              .redirectInput(questions.toFile())
              .redirectOutput(answers.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(python.waitFor()).isZero();
      return Files.readAllLines(answers, UTF_8).stream().map(JSON::readTree).toList();
    } finally {
      Files.delete(questions);
      Files.delete(answers);
    }
  }

  private static Path file(URL script) {
    try {
      return Path.of(script.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
