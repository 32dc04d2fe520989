package org.xipline.ingest.connector;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.schemas.record.Connector;

/** Two connectors that would take the files of one drop from each other. */
public final class DropConflict {

  private DropConflict() {}

  /**
   * What is wrong with a connector's drop beside those of the others.
   *
   * @param others of which one with the same name counts as the connector itself
   * @param places where a location really leads to
   * @return in an operator's words, with what to do; empty where nothing is wrong
   */
  public static Optional<String> find(
      Connector connector,
      Collection<Connector> others,
      Function<String, CanonicalDropLocation> places) {
    CanonicalDropLocation place = places.apply(connector.getDrop());
    return others.stream()
        .filter(other -> !other.getName().equals(connector.getName()))
        .flatMap(other ->
            place.overlap(placeOf(other, places)).stream()
                .map(how -> describe(connector, how, other)))
        .findFirst();
  }

  static String describe(Connector connector, String how, Connector other) {
    return "the drop %s %s %s, the drop of connector %s: each connector needs a separate drop"
        .formatted(connector.getDrop(), how, other.getDrop(), other.getName());
  }

  /** A stored location that cannot be used overlaps none. */
  private static CanonicalDropLocation placeOf(
      Connector connector, Function<String, CanonicalDropLocation> places) {
    try {
      return places.apply(connector.getDrop());
    } catch (IllegalArgumentException _) {
      return new CanonicalDropLocation("unusable: " + connector.getName(), java.util.List.of());
    }
  }
}
