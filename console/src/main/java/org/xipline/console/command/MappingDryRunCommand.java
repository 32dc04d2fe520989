package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.archive.Inspection;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.archive.ArchiveOptions;
import org.xipline.console.cli.archive.VerificationReport;
import org.xipline.console.mapping.DryRun;
import org.xipline.console.mapping.MappingTrial;
import org.xipline.console.report.DryRunReport;
import org.xipline.convert.routing.RoutingTable;
import org.xipline.ingest.rules.RulesSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code xipline mapping dry-run}: who would get what of an archive. */
@Command(
    name = "dry-run",
    description = {
      "Verifies an archive, reads its items, and shows who would receive what, who is unmapped",
      "and who is external. Nothing is delivered, and sizes are not checked. The exit code is 3"
          + " if",
      "a pair would be held. Without --domain, the accepted domains are those of the mailboxes",
      "in --users."
    })
final class MappingDryRunCommand implements Callable<Integer> {
  private final ArchiveOptions archive = new ArchiveOptions();
  @Mixin private final CommandSpec archiveSpec = archive.spec();
  @Mixin private UserOptions users = new UserOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  MappingDryRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path file = archive.archive();
    RulesSnapshot snapshot = users.snapshot(archive.policy());
    try (var trial = new MappingTrial(RoutingTable.of(snapshot.snapshot()))) {
      Inspection inspection = archive.inspector().read(file, trial);
      return switch (inspection) {
        case Inspection.Trusted trusted -> print(file, trusted, trial.result()).code();
        case Inspection.Rejected rejected -> {
          terminal.err().println(VerificationReport.sentence(file, rejected));
          yield ExitCode.of(inspection).code();
        }
      };
    }
  }

  private ExitCode print(Path file, Inspection.Trusted trusted, DryRun run) {
    if (json) {
      DryRunReport.printJson(terminal.out(), file, trusted, run);
    } else {
      DryRunReport.printText(terminal.out(), file, run);
    }
    return run.holdsAny() ? ExitCode.HELD : ExitCode.DONE;
  }
}
