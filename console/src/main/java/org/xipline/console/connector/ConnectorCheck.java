package org.xipline.console.connector;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.archive.signature.TrustedRoots;
import org.xipline.importer.MailboxAccess;
import org.xipline.ingest.connector.ConnectorRules;
import org.xipline.ingest.connector.DropConflict;
import org.xipline.ingest.drop.DropFailure;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.rules.RulesProblem;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.Snapshot;

/** Tries everything that a connector will need, before it goes live; all problems at once. */
public final class ConnectorCheck {
  private static final Duration SOON = Duration.ofDays(30);

  private final Map<String, String> environment;
  private final Optional<MailboxAccess> mailboxes;
  private final Instant now;

  /**
   * @param environment where secrets are looked for
   * @param mailboxes the import service's way into them; empty where that is not known here
   */
  public ConnectorCheck(
      Map<String, String> environment, Optional<MailboxAccess> mailboxes, Instant now) {
    this.environment = environment;
    this.mailboxes = mailboxes;
    this.now = now;
  }

  /**
   * What was found, in the order of the way that an archive takes.
   *
   * @param others of which none may have the same drop
   */
  public List<CheckResult> of(Connector connector, List<Connector> others)
      throws InterruptedException {
    var findings = new ArrayList<CheckResult>();
    findings.add(drop(connector, others));
    findings.addAll(trust(connector));
    switch (ConnectorRules.read(connector)) {
      case RulesReading.Refused(var problems) ->
          problems.stream().map(ConnectorCheck::problem).forEach(findings::add);
      case RulesReading.Accepted(var rules) -> {
        findings.add(users(rules.snapshot()));
        findings.addAll(
            new MailboxTrial(environment, mailboxes)
                .of(connector.getMailboxes(), rules.snapshot()));
      }
    }
    return findings;
  }

  private CheckResult drop(Connector connector, List<Connector> others) {
    String location = connector.getDrop();
    var drops = new Drops(environment);
    try {
      Optional<String> conflict = DropConflict.find(connector, others, drops::placeOf);
      if (conflict.isPresent()) {
        return CheckResult.bad("drop", conflict.get());
      }
      drops.open(location).probe();
      return CheckResult.good("drop", location + " can be read and written");
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.bad("drop", location + ": " + DropFailure.reasonOf(e));
    }
  }

  private List<CheckResult> trust(Connector connector) {
    try {
      return switch (TrustRulesCodec.decode(connector.getTrust()).roots()) {
        case TrustedRoots.Apple _ -> List.of(CheckResult.good("trust", "Apple's own roots"));
        case TrustedRoots.Chosen(var anchors) -> anchors.stream().map(this::anchor).toList();
      };
    } catch (IOException e) {
      return List.of(CheckResult.bad("trust", detail(e)));
    }
  }

  private CheckResult anchor(java.security.cert.X509Certificate anchor) {
    String name = anchor.getSubjectX500Principal().getName();
    Instant end = anchor.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return CheckResult.bad(
          "trust", name + " has ended on " + end + ": get its successor from the" + " source");
    }
    if (end.isBefore(now.plus(SOON))) {
      return CheckResult.warning("trust", name + " ends on " + end + ": add its successor");
    }
    return CheckResult.good("trust", name + " until " + end);
  }

  private static CheckResult users(Snapshot rules) {
    return CheckResult.good(
        "users",
        "%,d users, %,d mapped addresses, domains %s"
            .formatted(
                rules.getUsersCount(),
                rules.getMappingCount(),
                String.join(", ", rules.getAcceptedDomainsList())));
  }

  private static CheckResult problem(RulesProblem problem) {
    return CheckResult.bad("users", problem.toString());
  }

  private static String detail(Exception e) {
    String message = e.getMessage();
    return e instanceof java.nio.file.FileSystemException || message == null
        ? e.getClass().getSimpleName() + ": " + message
        : message;
  }
}
