package org.xipline.console.command;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.ProcessEnd;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.RecordLine;
import org.xipline.console.topic.TopicTail;
import org.xipline.schemas.topic.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xipline topics tail}: a topic's records, a line of JSON for each. */
@Command(
    name = "tail",
    description = {
      "Prints the records of a topic as JSON, one per line. Text that people wrote is shown only"
          + " as",
      "a number of bytes."
    })
final class TopicsTailCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TOPIC",
      description = "The name of the topic, for example" + " xip.outcomes.")
  private String topic = "";

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      defaultValue = "beginning",
      description =
          "beginning, end, or a point in time, for example 2026-11-20T09:15:00Z (default:"
              + " ${DEFAULT-VALUE}).")
  private String from = "beginning";

  @Option(
      names = "--follow",
      description = "Continue with new records until the command is" + " stopped.")
  private boolean follow;

  @Option(names = "--max", paramLabel = "N", description = "End after N records.")
  private long max = Long.MAX_VALUE;

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  private final Terminal terminal;

  TopicsTailCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Topic<?> wanted = wanted();
    TopicTail.From start = start();
    if (max < 1) {
      throw new UsageException("--max must be positive, not " + max);
    }
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.openUsed(progress)) {
      progress.close();
      new TopicTail(open.clients(), wanted).show(start, this::goesOn, new Printing(wanted)::print);
      terminal.out().flush();
      return ExitCode.DONE.code();
    }
  }

  private boolean goesOn() {
    terminal.out().flush();
    return follow && !ProcessEnd.isNear();
  }

  /** Counts what it prints. */
  private final class Printing {
    private final Topic<?> of;
    private long printed;

    Printing(Topic<?> of) {
      this.of = of;
    }

    boolean print(ConsumerRecord<String, byte[]> record) {
      terminal.out().println(RecordLine.of(record, of));
      printed++;
      return printed < max;
    }
  }

  private Topic<?> wanted() {
    return Topic.all().stream()
        .filter(it -> it.name().equals(topic))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "there is no topic '"
                    + topic
                    + "'; the topics are "
                    + Topic.all().stream().map(Topic::name).collect(joining(", "))));
  }

  private TopicTail.From start() {
    return switch (from) {
      case "beginning" -> new TopicTail.From.Beginning();
      case "end" -> new TopicTail.From.End();
      default -> at(from);
    };
  }

  private static TopicTail.From at(String time) {
    try {
      return new TopicTail.From.Time(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException _) {
      throw new UsageException(
          "--from must be beginning, end or a point in time, for example 2026-11-20T09:15:00Z;"
              + " not "
              + time);
    }
  }
}
