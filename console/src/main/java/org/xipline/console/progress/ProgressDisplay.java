package org.xipline.console.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.xipline.console.cli.Terminal;
import org.xipline.console.job.ImportProgress;

/** Shows how far an import is: as a bar on a terminal, else as a line now and then. */
public final class ProgressDisplay implements ImportProgress, AutoCloseable {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean terminal;
  private final InstantSource clock;
  private Instant nextLine;
  private boolean drawn;

  /**
   * @param terminal whether {@code err} is one
   */
  public ProgressDisplay(PrintStream err, boolean terminal, InstantSource clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.nextLine = clock.instant().plus(BETWEEN_LINES);
  }

  /** In this terminal. */
  public static ProgressDisplay on(Terminal terminal) {
    return new ProgressDisplay(terminal.err(), terminal.interactive(), InstantSource.system());
  }

  /** Says what is done next. */
  public void step(String what) {
    if (terminal) {
      redraw(what + " …");
    }
  }

  /** Says what somebody should know afterwards, too: a line that stays. */
  public void note(String sentence) {
    close();
    err.println(sentence);
  }

  @Override
  public void at(int waiting, long settled, long expected) {
    if (terminal) {
      redraw(ProgressBar.draw(waiting, settled, expected));
    } else if (!clock.instant().isBefore(nextLine)) {
      nextLine = clock.instant().plus(BETWEEN_LINES);
      err.printf("%d of %d pairs settled, %d archives in progress%n", settled, expected, waiting);
    }
  }

  /** Leaves nothing of a bar behind. */
  @Override
  public void close() {
    if (drawn) {
      err.print(ERASE_LINE);
      err.flush();
      drawn = false;
    }
  }

  private void redraw(String line) {
    drawn = true;
    err.print(ERASE_LINE + line);
    err.flush();
  }
}
