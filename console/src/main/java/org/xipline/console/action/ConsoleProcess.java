package org.xipline.console.action;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that acts for operators: a command, or a console.
 *
 * @param life tells it from an earlier process with the same number
 * @param turn tells what it does at once
 */
public record ConsoleProcess(String host, long pid, String life, String turn) {
  private static final String PREFIX = "xipline-console-";
  private static final Pattern ID =
      Pattern.compile(PREFIX + "(.+)-([0-9]{1,18})-([0-9a-f]{4})([0-9a-f]{4})");
  private static final String THIS_LIFE = random();

  /** This process. */
  public static ConsoleProcess current() {
    return new ConsoleProcess(hostName(), ProcessHandle.current().pid(), THIS_LIFE, random());
  }

  /** The process of an id; empty where it is not one of this form. */
  static Optional<ConsoleProcess> of(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? Optional.of(
            new ConsoleProcess(
                parts.group(1), Long.parseLong(parts.group(2)), parts.group(3), parts.group(4)))
        : Optional.empty();
  }

  /** Its transactional id. */
  public String id() {
    return PREFIX + host + "-" + pid + "-" + life + turn;
  }

  /** Whether it has certainly ended, as another process of the same host can tell. */
  boolean hasEnded(ConsoleProcess seenBy, boolean isRunning) {
    return host.equals(seenBy.host) && (pid == seenBy.pid ? !life.equals(seenBy.life) : !isRunning);
  }

  private static String random() {
    return UUID.randomUUID().toString().substring(0, 4);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
