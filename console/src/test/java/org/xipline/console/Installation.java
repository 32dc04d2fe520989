package org.xipline.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.command.PipelineServices;
import org.xipline.console.pipeline.DataDirectory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program on data and mailboxes below one directory. */
record Installation(Path directory) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Runs one command line, which gets to know where the data are. */
  CommandLineRun run(String... arguments) {
    return run(List.of(arguments));
  }

  CommandLineRun run(List<String> arguments) {
    return run(new EmbeddedServices(), arguments);
  }

  /** The same, with other services. */
  CommandLineRun run(PipelineServices services, List<String> arguments) {
    return CommandLineRun.of(
        services,
        Stream.concat(arguments.stream(), Stream.of("--data", data().toString()))
            .toArray(String[]::new));
  }

  DataDirectory data() {
    return new DataDirectory(directory.resolve("data"));
  }

  /** Where the mailboxes are, as {@code --mailboxes} says it. */
  String mailboxes() {
    return "maildir:" + directory.resolve("mail");
  }

  /** The files of all messages in the mailboxes' folders. */
  List<Path> delivered() throws IOException {
    return messagesIn(directory.resolve("mail"));
  }

  /** The files of all messages in the folders of these mailboxes. */
  static List<Path> messagesIn(Path mail) throws IOException {
    try (Stream<Path> files = Files.walk(mail)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*/\\.XIP/(new|cur)/[^/]+"))
          .toList();
    }
  }

  /** The lines of the log. */
  List<JsonNode> log() {
    return run("log", "--format", "ndjson").out().lines().map(MAPPER::readTree).toList();
  }

  /** Writes a file for an option to name. */
  String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }
}
