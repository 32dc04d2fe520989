package org.xipline.console.cli.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.archive.ArchiveInspector;
import org.xipline.archive.Inspection;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code xipline verify}: who signed an archive, and is all of it intact. */
final class VerifyCommand implements Callable<Integer> {
  private final ArchiveOptions options = new ArchiveOptions();

  private final OptionSpec signatureOnly =
      OptionSpec.builder("--signature-only")
          .type(boolean.class)
          .defaultValue("false")
          .description("Check signatures and checksums, but do not decode the content.")
          .build();

  private final OptionSpec json =
      OptionSpec.builder("--json")
          .type(boolean.class)
          .defaultValue("false")
          .description("Print one JSON document.")
          .build();

  private final Terminal terminal;

  private VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** As it stands in the tree. */
  static CommandSpec spec(Terminal terminal) {
    var command = new VerifyCommand(terminal);
    return command
        .options
        .command(
            command, "verify", "Shows who signed an archive, and whether all of it is" + " intact.")
        .addOption(command.signatureOnly)
        .addOption(command.json);
  }

  @Override
  public Integer call() throws IOException {
    Path archive = options.archive();
    ArchiveInspector inspector = options.inspector();
    boolean contentsToo = !signatureOnly.<Boolean>getValue();
    Inspection inspection =
        contentsToo ? inspector.verify(archive) : inspector.verifySignature(archive);
    if (json.<Boolean>getValue()) {
      VerificationReport.printJson(terminal.out(), archive, inspection);
    } else {
      VerificationReport.printText(terminal.out(), archive, inspection);
    }
    return ExitCode.of(inspection).code();
  }
}
