package org.xipline.console.action;

import java.io.IOException;

/** Another process goes on with an action. */
public final class ActionTakenOverException extends IOException {
  private static final long serialVersionUID = 1L;

  ActionTakenOverException(ActionState action) {
    super(
        ("another process has taken over the %s that this process began, and continues it (action"
                + " %s)")
            .formatted(action.started().getKind(), action.id()));
  }
}
