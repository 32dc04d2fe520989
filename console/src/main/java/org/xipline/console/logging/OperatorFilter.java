package org.xipline.console.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets through what an operator must hear of: warnings and errors of xipline itself. The embedded
 * broker and its clients complain of much that they mend by themselves; what they cannot mend
 * reaches the service that uses them, and it says so. All of it is in the log of the data
 * directory.
 */
public final class OperatorFilter extends Filter<ILoggingEvent> {
  private static final String OWN = "org.xipline";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean own = event.getLoggerName().startsWith(OWN);
    return own && event.getLevel().isGreaterOrEqual(Level.WARN)
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }
}
