package org.xipline.console.action;

import org.xipline.schemas.record.Actor;

/** Who acts. This version knows accounts of the host only. */
public final class Actors {
  private static final String OS_USER = "os-user";
  private static final String COMMAND_LINE = "command-line";

  private Actors() {}

  /**
   * Whoever runs this process.
   *
   * @param name as they say themselves
   */
  static Actor atCommandLine(ConsoleProcess process, String name) {
    return Actor.newBuilder()
        .setKind(OS_USER)
        .setIssuer(process.host())
        .setSubject(System.getProperty("user.name", ""))
        .setName(name)
        .setVia(COMMAND_LINE)
        .build();
  }

  /** Whether it is the same person, whatever name they give. */
  public static boolean areSame(Actor one, Actor other) {
    return one.getKind().equals(other.getKind())
        && one.getIssuer().equals(other.getIssuer())
        && one.getSubject().equals(other.getSubject());
  }
}
