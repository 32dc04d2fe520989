package org.xipline.console.connector;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.MailboxServers;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.record.MappedAddress;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.User;

/**
 * Opens every mailbox that users and mapping name, as a delivery would: the folder XIP is made
 * where it is absent, and nothing is stored.
 */
final class MailboxTrial {
  private static final int AT_ONCE = 8;

  private static final CheckResult SETTINGS_UNKNOWN =
      CheckResult.warning(
          "mailboxes",
          "tested with the secrets of this shell; the settings of the import service determine"
              + " which servers it may use, and with which secrets: add --config to test with"
              + " them");

  private final Map<String, String> environment;
  private final Optional<MailboxAccess> access;

  /**
   * @param environment where passwords are looked for
   * @param access the import service's; empty where that is not known here
   */
  MailboxTrial(Map<String, String> environment, Optional<MailboxAccess> access) {
    this.environment = environment;
    this.access = access;
  }

  /** A connector's own server, or the import service's where it names none. */
  List<CheckResult> of(MailboxPlace place, Snapshot rules) throws InterruptedException {
    String named = place.getLocation();
    if (access.isPresent()) {
      MailboxAccess known = access.get();
      return named.isEmpty()
          ? of(known.ownLocation(), known::openOwn, rules)
          : of(named, () -> known.open(place), rules);
    }
    if (named.isEmpty()) {
      return List.of(
          CheckResult.warning("mailboxes", "no mailbox server is named, so no log-in was tested"));
    }
    var findings = new ArrayList<>(of(named, () -> fromHere(place), rules));
    if (!place.getImapAuth().isEmpty()) {
      findings.add(SETTINGS_UNKNOWN);
    }
    return findings;
  }

  private MailboxServer fromHere(MailboxPlace place) {
    return MailboxServers.of(place, ConnectionSettings.DEFAULT, environment);
  }

  private static List<CheckResult> of(
      String location, Supplier<MailboxServer> opening, Snapshot rules)
      throws InterruptedException {
    try (MailboxServer server = opening.get()) {
      return of(server, location, mailboxes(rules));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return List.of(CheckResult.bad("mailboxes", location + ": " + e.getMessage()));
    }
  }

  private static List<CheckResult> of(MailboxServer server, String location, List<String> mailboxes)
      throws InterruptedException {
    if (mailboxes.isEmpty()) {
      return List.of(
          CheckResult.warning(
              "mailboxes",
              "neither the users nor the mapping name a mailbox, so no log-in was" + " tested"));
    }
    var problems = new ArrayList<CheckResult>();
    try (ExecutorService trials =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<Optional<CheckResult>>> opened = new ArrayList<>();
      mailboxes.forEach(mailbox -> opened.add(trials.submit(() -> open(server, mailbox))));
      for (Future<Optional<CheckResult>> one : opened) {
        one.get().ifPresent(problems::add);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a mailbox could not be tested", e.getCause());
    }
    if (problems.isEmpty()) {
      return List.of(
          CheckResult.good("mailboxes", "%,d opened at %s".formatted(mailboxes.size(), location)));
    }
    return problems;
  }

  private static Optional<CheckResult> open(MailboxServer server, String mailbox) {
    return switch (server.open(new EmailAddress(mailbox))) {
      case Opening.Opened(Mailbox folder) -> {
        folder.close();
        yield Optional.empty();
      }
      case Opening.NotFound(var detail) -> bad(mailbox, "does not exist: " + detail);
      case Opening.Denied(var detail) -> bad(mailbox, "is denied: " + detail);
      case Opening.Busy(var cause) -> bad(mailbox, "cannot be opened at present: " + cause);
      case Opening.LogInRefused refused -> bad(mailbox, refused.toString());
      case Opening.Unavailable(var detail) ->
          bad(mailbox, "the server cannot be reached: " + detail);
    };
  }

  private static Optional<CheckResult> bad(String mailbox, String detail) {
    return Optional.of(CheckResult.bad("mailbox " + mailbox, detail));
  }

  private static List<String> mailboxes(Snapshot rules) {
    var mailboxes = new TreeSet<String>();
    rules.getUsersList().stream().map(User::getMailbox).forEach(mailboxes::add);
    rules.getMappingList().stream().map(MappedAddress::getMailbox).forEach(mailboxes::add);
    return List.copyOf(mailboxes);
  }
}
