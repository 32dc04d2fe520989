package org.xipline.console.action;

import java.io.IOException;
import java.time.Duration;

/** What actions of one kind do. */
public interface ActionKind {

  /** Stable: it is in the audit trail. */
  String code();

  /**
   * How long a process may work on such an action without a word, before another takes the action
   * over.
   */
  Duration silence();

  /** Whether this process has what an action of this kind needs. */
  default boolean canDo(ActionState action) {
    return true;
  }

  /** The effects of an action, from wherever it stands. */
  Effects effectsOf(ActionState action) throws IOException, InterruptedException;
}
