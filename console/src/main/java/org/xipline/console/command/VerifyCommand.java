package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.console.archive.ArchiveInspector;
import org.xipline.console.archive.Inspection;
import org.xipline.console.report.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline verify}: who signed an archive, and is all of it intact. */
@Command(
    name = "verify",
    description = "Says who signed an archive, and whether all of it is intact.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private ArchiveOptions options = new ArchiveOptions();

  @Option(
      names = "--signature-only",
      description = "Check signatures and checksums, but do not decode the content.")
  private boolean signatureOnly;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path archive = options.archive();
    ArchiveInspector inspector = options.inspector();
    Inspection inspection =
        signatureOnly ? inspector.verifySignature(archive) : inspector.verify(archive);
    if (json) {
      VerificationReport.printJson(terminal.out(), archive, inspection);
    } else {
      VerificationReport.printText(terminal.out(), archive, inspection);
    }
    return ExitCode.of(inspection).code();
  }
}
