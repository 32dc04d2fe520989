package org.xipline.console.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets through what an operator must hear of: warnings of xipline itself, errors of anything else.
 * The embedded broker and its clients warn of much that is in order.
 */
public final class OperatorFilter extends Filter<ILoggingEvent> {
  private static final String OWN = "org.xipline";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    Level least = event.getLoggerName().startsWith(OWN) ? Level.WARN : Level.ERROR;
    return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
