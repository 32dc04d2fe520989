package org.xipline.console.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.xipline.console.cli.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one command line did: its exit code, and what it printed where. */
public record CommandLineRun(int exitCode, String out, String err) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** For commands that deliver nothing. */
  public static final PipelineServices NO_SERVICES =
      (mailboxes, _) -> {
        throw new IllegalArgumentException(
            "nothing is delivered here, nor to " + mailboxes.getLocation());
      };

  public static CommandLineRun of(PipelineServices services, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    int code = new CommandTree(terminal, services).run(arguments);
    return new CommandLineRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Standard output as the one JSON document that it must be. */
  public JsonNode json() {
    return MAPPER.readTree(out);
  }
}
