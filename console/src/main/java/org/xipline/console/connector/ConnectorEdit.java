package org.xipline.console.connector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xipline.console.connector.ConnectorRegistry.Change;
import org.xipline.ingest.connector.DropConflict;
import org.xipline.ingest.connector.Moments;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.MailboxPlace;

/**
 * Decides whether a connector may be added or changed as requested.
 *
 * @param wanted as it is to be, since when it is there and what was asked of it aside
 * @param replaces whether it is to take the place of the one of its name
 * @param seen version of that one when it was looked at; empty where there was none
 * @param places where the location of a drop really leads to
 */
public record ConnectorEdit(
    Connector wanted,
    boolean replaces,
    OptionalLong seen,
    Function<String, CanonicalDropLocation> places) {

  /** What is to be done. */
  public sealed interface Decision {

    /** Nothing, for a reason that says what to do instead. */
    record Refused(String reason) implements Decision {}

    /**
     * To write these.
     *
     * @param sharers name the same mailbox server, and get the connector's log-in
     */
    record Edited(Connector connector, boolean isNew, List<Connector> sharers) implements Decision {

      public List<Change> changes() {
        return Stream.concat(Stream.of(connector), sharers.stream())
            .<Change>map(Change.Put::new)
            .toList();
      }
    }
  }

  /** The decision, the connectors being these. */
  public Decision on(List<ConnectorStanding> standings) {
    Optional<ConnectorStanding> before = ConnectorRegistry.find(wanted.getName(), standings);
    List<Connector> all = standings.stream().map(ConnectorStanding::connector).toList();
    List<Connector> sharers = sharersOf(all);
    return nameProblem(before)
        .or(() -> before.flatMap(this::versionProblem))
        .or(() -> DropConflict.find(wanted, all, places).map(it -> "--drop: " + it))
        .or(() -> logInProblem(sharers))
        .<Decision>map(Decision.Refused::new)
        .orElseGet(() ->
            new Decision.Edited(
                onTopOf(before), before.isEmpty(), sharers.stream().map(this::withLogIn).toList()));
  }

  private Optional<String> nameProblem(Optional<ConnectorStanding> before) {
    if (before.isPresent() && !replaces) {
      return Optional.of(
          "connector %s exists already: choose another name, or --replace"
              .formatted(wanted.getName()));
    }
    return before.isEmpty() && replaces
        ? Optional.of("there is no connector %s to replace".formatted(wanted.getName()))
        : Optional.empty();
  }

  /** An edit that the operator has not seen is not to be undone. */
  private Optional<String> versionProblem(ConnectorStanding before) {
    if (seen.isPresent() && seen.getAsLong() == before.version()) {
      return Optional.empty();
    }
    return Optional.of(
        ("connector %s was changed by %s at %s, and now has version %d: review it (xipline"
                + " connectors show %s), then repeat the command with --expected-version %d")
            .formatted(
                wanted.getName(),
                before.connector().getChangedBy(),
                Moments.instant(before.connector().getChangedAt()),
                before.version(),
                wanted.getName(),
                before.version()));
  }

  /** A server has one log-in: what comes from several connectors is delivered together. */
  private List<Connector> sharersOf(List<Connector> all) {
    MailboxPlace place = wanted.getMailboxes();
    return all.stream()
        .filter(it -> !it.getName().equals(wanted.getName()))
        .filter(it -> !place.getLocation().isEmpty())
        .filter(it -> it.getMailboxes().getLocation().equals(place.getLocation()))
        .filter(it -> !it.getMailboxes().equals(place))
        .toList();
  }

  private Optional<String> logInProblem(List<Connector> sharers) {
    return sharers.isEmpty() || replaces
        ? Optional.empty()
        : Optional.of(
            ("--mailboxes: connector %s uses %s with a different log-in or trust; all connectors"
                    + " share those of a server, and --replace changes them for all")
                .formatted(sharers.getFirst().getName(), wanted.getMailboxes().getLocation()));
  }

  private Connector withLogIn(Connector sharer) {
    return sharer.toBuilder()
        .setMailboxes(wanted.getMailboxes())
        .setChangedAt(wanted.getChangedAt())
        .setChangedBy(wanted.getChangedBy())
        .build();
  }

  private Connector onTopOf(Optional<ConnectorStanding> before) {
    return before
        .map(ConnectorStanding::connector)
        .map(it -> {
          var changed = wanted.toBuilder().setAddedAt(it.getAddedAt());
          return it.hasRunRequestedAt()
              ? changed.setRunRequestedAt(it.getRunRequestedAt()).build()
              : changed.build();
        })
        .orElse(wanted);
  }
}
