package org.xipline.console.replay;

/** Which records a replay goes on from, where there are any; else it goes on from the manifest. */
public enum ReplaySource {
  /** What was set aside, from {@code xip.dead-letters}. */
  DEAD_LETTERS("dead-letters"),
  /** What was sent, from {@code xip.messages}. */
  MESSAGES("messages");

  private final String code;

  ReplaySource(String code) {
    this.code = code;
  }

  /** As the audit trail has it. */
  String code() {
    return code;
  }

  static ReplaySource ofCode(String code) {
    for (ReplaySource source : values()) {
      if (source.code.equals(code)) {
        return source;
      }
    }
    throw new IllegalArgumentException("no source of a replay is called " + code);
  }
}
