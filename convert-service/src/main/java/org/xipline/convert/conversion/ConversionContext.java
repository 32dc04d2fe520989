package org.xipline.convert.conversion;

import static java.util.Objects.requireNonNull;
import static org.xipline.schemas.reason.DeadLetterReason.CONVERSION_FAILED;
import static org.xipline.schemas.reason.DeadLetterReason.PAYLOAD_DAMAGED;
import static org.xipline.schemas.reason.DeadLetterReason.PAYLOAD_EXPIRED;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.convert.conversion.Conversion.DeadLettered;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.routing.Route;
import org.xipline.runtime.payload.PayloadConflictException;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * What is known of an item so far: what can be told of it should the next step fail.
 *
 * @param routes empty while the participants have not been read
 */
record ConversionContext(
    ItemEntry entry, Optional<String> itemId, List<Route> routes, List<EntryPath> claimedPaths) {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConversionContext.class);

  /** A step of a conversion. */
  @FunctionalInterface
  interface Step {
    Conversion take() throws IOException;
  }

  /** Before the document is read. */
  static ConversionContext only(ItemEntry entry) {
    return new ConversionContext(entry, Optional.empty(), Pairs.unread(entry), List.of());
  }

  ConversionContext with(Optional<String> id, List<Route> participants) {
    return new ConversionContext(entry, id, participants, claimedPaths);
  }

  ConversionContext claiming(List<EntryPath> paths) {
    return new ConversionContext(entry, itemId, routes, paths);
  }

  /** Whose mailboxes the message goes to, each once. */
  Set<EmailAddress> mailboxes() {
    return routes.stream()
        .filter(Route.ToMailbox.class::isInstance)
        .map(route -> ((Route.ToMailbox) route).mailbox())
        .collect(Collectors.toUnmodifiableSet());
  }

  DeadLettered deadLettered(DeadLetterReason reason, String detail) {
    return new DeadLettered(entry, itemId, reason, detail, routes, claimedPaths);
  }

  /**
   * Takes the next step. What is wrong with this one item, a bug that it brings to light included,
   * sets it aside; only a failing payload store is an exception.
   */
  Conversion orDeadLettered(Step step) throws IOException {
    try {
      return step.take();
    } catch (UncheckedIOException e) {
      return deadLettered(requireNonNull(e.getCause()));
    } catch (IOException e) {
      return deadLettered(e);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(e);
    }
  }

  private Conversion deadLettered(IOException e) throws IOException {
    return switch (e) {
      case PayloadMissingException missing -> deadLettered(PAYLOAD_EXPIRED, textOf(missing));
      case PayloadDamagedException damaged -> deadLettered(PAYLOAD_DAMAGED, textOf(damaged));
      case PayloadConflictException conflict -> failed(conflict);
      default -> throw e;
    };
  }

  private Conversion failed(Throwable bug) {
    LOGGER
        .atError()
        .addKeyValue("archiveId", entry.archive())
        .addKeyValue("entry", entry.path())
        .setCause(bug)
        .log("conversion failed unexpectedly");
    return deadLettered(CONVERSION_FAILED, bug.getClass().getSimpleName() + ": " + textOf(bug));
  }

  private static String textOf(Throwable e) {
    return String.valueOf(e.getMessage());
  }
}
